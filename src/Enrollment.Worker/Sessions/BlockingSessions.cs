using Enrollment.Worker.Storage;
using Marten;
using Npgsql;

namespace Enrollment.Worker.Sessions;

/// <summary>
/// Finds who holds work back: by a lock that a session of ours waits for, by an advisory lock of ours, or by a transaction with a number while the event daemon
/// stands before a gap. Whoever may add events is at work and never found, with one exception: where workers have a role of their own, the owner is another. An old
/// transaction that holds nothing back is none. Everything that is asked of the server here is shown to every role.
/// </summary>
public sealed class BlockingSessions(WatchConnections connections, IDocumentStore store, SessionLimits limits)
{
    private const string Sessions =
        $"""
        locks as materialized (select * from pg_locks),
        events as (select c.oid, n.nspowner from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '{MartenSetup.Schema}' and c.relname = 'mt_events'),
        connected as materialized (
          select a.pid, a.usesysid, a.usename::text as role, coalesce(a.application_name, '') as application, a.backend_xid,
            coalesce((select l.virtualtransaction from locks l where l.pid = a.pid and l.locktype = 'virtualxid' and l.granted limit 1), '') as transaction,
            has_table_privilege(a.usesysid, events.oid, 'INSERT') as writes, pg_has_role(a.usesysid, events.nspowner, 'USAGE') as owns
          from pg_stat_activity a, events where a.datname = current_database() and a.usesysid is not null),
        others as (select * from connected where not writes or (owns and exists (select from connected where writes and not owns)))
        """;

    // One row for each other session: its longest wait.
    private const string AtLocks =
        $"""
        with {Sessions},
        waits as (
          select w.pid, w.waitstart, blocker as by, coalesce('the table ' || c.relname, 'a lock on ' || w.locktype) as what
          from locks w left join pg_class c on c.oid = w.relation and w.locktype = 'relation', unnest(pg_blocking_pids(w.pid)) blocker
          where not w.granted and w.waitstart < clock_timestamp() - @waited),
        held as (
          select o.pid, o.role, o.application, o.transaction, waits.waitstart as since, not o.writes as may_be_ended, 1 as kind,
            format('holds up process %s of %s, which waits for %s', waiter.pid, waiter.role, waits.what) as what
          from waits join connected waiter on waiter.pid = waits.pid and waiter.writes join others o on o.pid = waits.by and o.usesysid <> waiter.usesysid
          union all
          select 0, p.owner::text, '', p.gid, w.waitstart, false, 1, format('(%s) holds up process %s of %s', p.gid, waiter.pid, waiter.role)
          from waits w join connected waiter on waiter.pid = w.pid and waiter.writes join locks b on b.pid is null and b.granted and b.locktype = 'transactionid'
            join pg_prepared_xacts p on p.transaction = b.transactionid and p.database = current_database() where w.by = 0
          union all
          select o.pid, o.role, o.application, o.transaction, null, not o.writes, 2, 'holds ' || known.name
          from locks l join unnest(@keys, @names) known (key, name) on (l.classid::bigint << 32 | l.objid::bigint) = known.key and l.objsubid = 1
            join others o on o.pid = l.pid
          where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database()))
        select distinct on (pid, transaction) pid, role, application, transaction, since, what, may_be_ended from held order by pid, transaction, kind, since
        """;

    // Marten notes since when it stands before a gap. A transaction without a number has written nothing that could still come, and is not waited for.
    private const string AtGap =
        $"""
        with {Sessions},
        mark as (select coalesce(max(last_seq_id), 0) as at from {MartenSetup.Schema}.mt_event_progression where name = 'HighWaterMark'),
        gap as (
          select mark.at, stuck.last_updated as since from mark join {MartenSetup.Schema}.mt_event_progression stuck on stuck.name = 'HighWaterStuckGap' and stuck.last_seq_id = mark.at
          where stuck.last_updated < clock_timestamp() - @waited and exists (select from {MartenSetup.Schema}.mt_events where seq_id > mark.at)
            and not exists (select from {MartenSetup.Schema}.mt_events where seq_id = mark.at + 1))
        select o.pid, o.role, o.application, o.transaction, gap.since, format('has a transaction with a number open, for which the event daemon waits after event %s', gap.at), not o.writes
        from gap, others o where o.backend_xid is not null
        union all
        select 0, p.owner::text, '', p.gid, gap.since, format('(%s) keeps the event daemon waiting after event %s', p.gid, gap.at), false
        from gap, pg_prepared_xacts p where p.database = current_database()
        """;

    private const string End =
        $"""
        select pg_terminate_backend(a.pid) from pg_stat_activity a where a.pid = @pid and a.usename = @role
          and coalesce((select l.virtualtransaction from pg_locks l where l.pid = a.pid and l.locktype = 'virtualxid' and l.granted limit 1), '') = @transaction
        """;

    private readonly (long Key, string Name)[] _known = [.. KnownLocks.Of(store)];

    public async Task<IReadOnlyList<BlockingSession>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        var found = await ReadAsync(connection, AtLocks, cancellationToken);
        // Tables that somebody has locked cannot be asked, and then the locks say who.
        if (found.Count == 0)
            found = await ReadAsync(connection, AtGap, cancellationToken);
        return found;
    }

    /// <summary>Whether it was still there to be ended.</summary>
    public async Task<bool> EndAsync(BlockingSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(End, connection);
        command.Parameters.AddWithValue("pid", session.Pid);
        command.Parameters.AddWithValue("role", session.Role);
        command.Parameters.AddWithValue("transaction", session.Transaction);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<IReadOnlyList<BlockingSession>> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The texts are constants of this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue("waited", limits.Waited);
        if (sql == AtLocks)
        {
            command.Parameters.AddWithValue("keys", _known.Select(known => known.Key).ToArray());
            command.Parameters.AddWithValue("names", _known.Select(known => known.Name).ToArray());
        }

        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<BlockingSession>();
        while (await row.ReadAsync(cancellationToken))
            found.Add(new BlockingSession(
                row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetDateTime(4), row.GetString(5), row.GetBoolean(6)));
        return found;
    }
}
