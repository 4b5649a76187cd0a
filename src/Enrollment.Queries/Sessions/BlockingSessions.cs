using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Sessions;

/// <summary>
/// Finds who holds work back: by a lock that a session of ours waits for, by an advisory lock of ours, or by a transaction with a number
/// while the event daemon stands before a gap. An old transaction that holds nothing back is none.
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
        // Only then: tables that somebody has locked cannot be asked.
        await using var atGap = new NpgsqlCommand(SessionQueries.AtGap, connection);
        atGap.Parameters.AddWithValue("waited", limits.Waited);
        return await ReadAsync(atGap, cancellationToken);
    }

    /// <summary>Whether it was still there to be ended.</summary>
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
