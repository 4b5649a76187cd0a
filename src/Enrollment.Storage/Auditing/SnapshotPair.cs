using System.Data;
using Npgsql;

namespace Enrollment.Storage.Auditing;

/// <summary>Two connections that see the database as it is at one moment, whatever is committed meanwhile.</summary>
internal sealed class SnapshotPair : IAsyncDisposable
{
    private SnapshotPair(NpgsqlConnection one, NpgsqlConnection other) => (One, Other) = (one, other);

    public NpgsqlConnection One { get; }

    public NpgsqlConnection Other { get; }

    public static async Task<SnapshotPair> Begin(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var moment = new SnapshotPair(source.CreateConnection(), source.CreateConnection());
        var snapshot = await Run(moment.One, "select pg_export_snapshot()", cancellationToken);
        await Run(moment.Other, $"set transaction snapshot '{snapshot}'", cancellationToken);
        return moment;
    }

    public async ValueTask DisposeAsync()
    {
        await Other.DisposeAsync();
        await One.DisposeAsync();
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
#pragma warning disable CA2100 // The snapshot's name comes from the database itself.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
