using System.Runtime.CompilerServices;
using Marten;
using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>
/// Plain SQL: the one way to read and change what is not a document or an event. Only readers of whole tables use
/// <see cref="BinaryCopyReader"/> instead.
/// </summary>
public static class Sql
{
    /// <summary>All rows.</summary>
    /// <param name="session">The query is part of its transaction, if one was begun.</param>
    /// <param name="sql">The query.</param>
    /// <param name="read">Makes a result of the current row.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <param name="parameters">Of the query.</param>
    public static Task<IReadOnlyList<T>> QueryAsync<T>(
        IQuerySession session,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    ) => QueryAsync(session.Connection!, sql, read, cancellationToken, parameters);

    /// <summary>All rows.</summary>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    )
    {
        await using var command = Create(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The only row.</summary>
    public static Task<T> QuerySingleAsync<T>(
        IQuerySession session,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    ) => QuerySingleAsync(session.Connection!, sql, read, cancellationToken, parameters);

    /// <summary>The only row.</summary>
    public static async Task<T> QuerySingleAsync<T>(
        NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    ) => (await QueryAsync(connection, sql, read, cancellationToken, parameters)).Single();

    /// <summary>Rows one by one, for results of any size.</summary>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    )
    {
        await using var command = Create(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return read(reader);
    }

    /// <summary>The number of rows that a statement changed.</summary>
    public static Task<int> ExecuteAsync(
        IQuerySession session,
        string sql,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    ) => ExecuteAsync(session.Connection!, sql, cancellationToken, parameters);

    /// <summary>The number of rows that a statement changed.</summary>
    public static async Task<int> ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    )
    {
        await using var command = Create(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static T? ValueOrNull<T>(this NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static NpgsqlParameter Texts(string name, IEnumerable<string> values) =>
        new(name, NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text) { Value = values.ToArray() };

    public static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };

    private static NpgsqlCommand Create(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters)
    {
#pragma warning disable CA2100 // The texts are constants of this program.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        return command;
    }
}
