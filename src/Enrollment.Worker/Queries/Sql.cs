using Marten;
using Npgsql;

namespace Enrollment.Worker.Queries;

/// <summary>Plain SQL on a session's connection, for the flat tables.</summary>
internal static class Sql
{
    public static async Task<IReadOnlyList<T>> Read<T>(
        IQuerySession session, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
#pragma warning disable CA2100 // The texts are constants of this program.
        await using var command = new NpgsqlCommand(sql, session.Connection);
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(row(reader));
        return rows;
    }

    public static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };
}
