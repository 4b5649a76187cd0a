using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Sessions;

/// <summary>
/// Finds sessions that block work: with a lock that a worker's session waits for, with an advisory lock of the system, or with an open
/// transaction while the event daemon waits at a gap. An old transaction that blocks nothing is not reported.
/// </summary>
public sealed class BlockingSessions(WatchConnections connections, IDocumentStore store, SessionLimits limits)
{
    private readonly (long Key, string Name)[] _known = [.. KnownLocks.Of(store)];

    public async Task<IReadOnlyList<BlockingSession>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var atLocks = new NpgsqlCommand(SessionQueries.AtLocks, connection);
        atLocks.Parameters.AddWithValue("waited", limits.Waited);
        atLocks.Parameters.AddWithValue("keys", _known.Select(known => known.Key).ToArray());
        atLocks.Parameters.AddWithValue("names", _known.Select(known => known.Name).ToArray());
        var found = await ReadAsync(atLocks, cancellationToken);
        if (found.Count > 0)
            return found;
        // Only then, because locked tables cannot be queried.
        await using var atGap = new NpgsqlCommand(SessionQueries.AtGap, connection);
        atGap.Parameters.AddWithValue("waited", limits.Waited);
        return await ReadAsync(atGap, cancellationToken);
    }

    /// <summary>Whether the session still existed and was ended.</summary>
    public async Task<bool> EndAsync(BlockingSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(SessionQueries.End, connection);
        command.Parameters.AddWithValue("pid", session.Pid);
        command.Parameters.AddWithValue("role", session.Role);
        command.Parameters.AddWithValue("transaction", session.Transaction);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task<IReadOnlyList<BlockingSession>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<BlockingSession>();
        while (await row.ReadAsync(cancellationToken))
            found.Add(
                new BlockingSession(
                    Pid: row.GetInt32(0),
                    Role: row.GetString(1),
                    Application: row.GetString(2),
                    Transaction: row.GetString(3),
                    Since: row.IsDBNull(4) ? null : row.GetDateTime(4),
                    What: row.GetString(5),
                    MayBeEnded: row.GetBoolean(6)
                )
            );
        return found;
    }
}
