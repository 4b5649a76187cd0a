using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Sessions;

/// <summary>
/// Finds sessions that block work: with a lock that a worker's session waits for, with an advisory lock of the system, or with an open
/// transaction while the event daemon waits at a gap. An old transaction that blocks nothing is not reported.
/// </summary>
public sealed class BlockingSessions(MonitoringConnections connections, IDocumentStore store, SessionLimits limits)
{
    private readonly (long Key, string Name)[] _known = [.. KnownLocks.Of(store)];

    public async Task<IReadOnlyList<BlockingSession>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        var waited = new NpgsqlParameter("waited", limits.Waited);
        var found = await Sql.QueryAsync(
            connection,
            SessionQueries.AtLocks,
            Read,
            cancellationToken,
            waited,
            new NpgsqlParameter("keys", _known.Select(known => known.Key).ToArray()),
            Sql.Texts("names", _known.Select(known => known.Name))
        );
        // Only then, because locked tables cannot be queried.
        return found.Count > 0 ? found : await Sql.QueryAsync(connection, SessionQueries.AtGap, Read, cancellationToken, waited.Clone());
    }

    /// <summary>Whether the session still existed and was ended.</summary>
    public async Task<bool> EndAsync(BlockingSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using var connection = await connections.OpenAsync(cancellationToken);
        var ended = await Sql.QueryAsync(
            connection,
            SessionQueries.End,
            row => row.GetBoolean(0),
            cancellationToken,
            new NpgsqlParameter("pid", session.Pid),
            Sql.Text("role", session.Role),
            Sql.Text("transaction", session.Transaction)
        );
        return ended is [true, ..];
    }

    private static BlockingSession Read(NpgsqlDataReader row) =>
        new(
            Pid: row.GetInt32(0),
            Role: row.GetString(1),
            Application: row.GetString(2),
            Transaction: row.GetString(3),
            Since: row.ValueOrNull<DateTime>(4),
            What: row.GetString(5),
            MayBeEnded: row.GetBoolean(6)
        );
}
