using System.Data;
using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Storage.Auditing;

/// <summary>Two connections with the same snapshot of the database.</summary>
public sealed class SnapshotPair : IAsyncDisposable
{
    private SnapshotPair(NpgsqlConnection one, NpgsqlConnection other) => (First, Second) = (one, other);

    public NpgsqlConnection First { get; }

    public NpgsqlConnection Second { get; }

    public static async Task<SnapshotPair> BeginAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var pair = new SnapshotPair(source.CreateConnection(), source.CreateConnection());
        await BeginAsync(pair.First, cancellationToken);
        var snapshot = await Sql.QuerySingleAsync(pair.First, "select pg_export_snapshot()", row => row.GetString(0), cancellationToken);
        await BeginAsync(pair.Second, cancellationToken);
        await Sql.ExecuteAsync(pair.Second, $"set transaction snapshot '{snapshot}'", cancellationToken);
        return pair;
    }

    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await First.DisposeAsync();
    }

    private static async Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
    }
}
