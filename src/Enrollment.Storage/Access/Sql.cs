using Marten;
using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>Plain SQL, for the flat tables.</summary>
internal static class Sql
{
    public static Task<IReadOnlyList<T>> Read<T>(
        IQuerySession session,
        string sql,
        Func<NpgsqlDataReader, T> row,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    ) => Read(session.Connection!, sql, row, cancellationToken, parameters);

    public static async Task<IReadOnlyList<T>> Read<T>(
        NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> row,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    )
    {
#pragma warning disable CA2100 // The texts are constants of this program.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(row(reader));
        return rows;
    }

    public static T? ValueOrNull<T>(this NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static NpgsqlParameter Texts(string name, IEnumerable<string> values) =>
        new(name, NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text) { Value = values.ToArray() };

    public static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };
}
