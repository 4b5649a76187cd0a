using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;

namespace Enrollment.Queries.Sessions;

/// <summary>
/// Queries about sessions that every role may run. A role that may add events does the work and is never found, with one exception: where
/// workers have a role of their own, the owner is another role.
/// </summary>
internal static class SessionQueries
{
    private const string Schema = DatabaseSchema.Name;

    private const string Sessions = $"""
        locks as materialized (select * from pg_locks),
        transactions as (select pid, virtualtransaction as transaction from locks where locktype = 'virtualxid' and granted),
        events as (
          select c.oid, n.nspowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = '{Schema}' and c.relname = 'mt_events'),
        connected as materialized (
          select a.pid, a.usesysid, a.usename::text as role, coalesce(a.application_name, '') as application, a.backend_xid,
            coalesce((select min(t.transaction) from transactions t where t.pid = a.pid), '') as transaction,
            has_table_privilege(a.usesysid, events.oid, 'INSERT') as writes,
            pg_has_role(a.usesysid, events.nspowner, 'USAGE') as owns
          from pg_stat_activity a, events where a.datname = current_database() and a.usesysid is not null),
        others as (
          select * from connected where not writes or (owns and exists (select from connected where writes and not owns)))
        """;

    /// <summary>One row for each other session: its longest wait, otherwise a lock that no session waits for.</summary>
    public const string AtLocks = $"""
        with {Sessions},
        waits as (
          select w.pid, w.waitstart, w.relation, w.transactionid, blocker as by,
            coalesce('the table ' || c.relname, 'a lock on ' || w.locktype) as what
          from locks w left join pg_class c on c.oid = w.relation and w.locktype = 'relation', unnest(pg_blocking_pids(w.pid)) blocker
          where not w.granted and w.waitstart < clock_timestamp() - @waited),
        held as (
          select o.pid, o.role, o.application, o.transaction, waits.waitstart as since, not o.writes as may_be_ended, 1 as kind,
            format('{SessionText.Blocks}', waiter.pid, waiter.role, waits.what) as what
          from waits join connected waiter on waiter.pid = waits.pid and waiter.writes
            join others o on o.pid = waits.by and o.usesysid <> waiter.usesysid
          union all
          select 0, p.owner::text, '', p.gid, waits.waitstart, false, 1,
            format('(%s) {SessionText.Blocks}', p.gid, waiter.pid, waiter.role, waits.what)
          from waits join connected waiter on waiter.pid = waits.pid and waiter.writes, pg_prepared_xacts p
          where waits.by = 0 and p.database = current_database() and exists (
            select from locks number join locks l using (virtualtransaction)
            where number.pid is null and number.transactionid = p.transaction and l.pid is null
              and (l.relation = waits.relation or l.transactionid = waits.transactionid))
          union all
          select o.pid, o.role, o.application, o.transaction, null, not o.writes, 2, 'holds ' || known.name
          from locks l join unnest(@keys, @names) known (key, name)
              on (l.classid::bigint << 32 | l.objid::bigint) = known.key and l.objsubid = 1
            join others o on o.pid = l.pid
          where l.locktype = 'advisory' and l.granted
            and l.database = (select oid from pg_database where datname = current_database()))
        select distinct on (pid, transaction) pid, role, application, transaction, since, what, may_be_ended
        from held order by pid, transaction, kind, since
        """;

    /// <summary>
    /// Marten records since when it waits at a gap. It does not wait for a transaction without a number, which has written nothing.
    /// </summary>
    public const string AtGap = $"""
        with {Sessions},
        mark as (select coalesce(max(last_seq_id), 0) as at from {Schema}.mt_event_progression where name = 'HighWaterMark'),
        gap as (
          select mark.at, stuck.last_updated as since
          from mark join {Schema}.mt_event_progression stuck on stuck.name = 'HighWaterStuckGap' and stuck.last_seq_id = mark.at
          where stuck.last_updated < clock_timestamp() - @waited
            and exists (select from {Schema}.mt_events where seq_id > mark.at)
            and not exists (select from {Schema}.mt_events where seq_id = mark.at + 1))
        select o.pid, o.role, o.application, o.transaction, gap.since,
          format('{SessionText.KeepsDaemonWaitingBySession}', gap.at), not o.writes
        from gap, others o where o.backend_xid is not null
        union all
        select 0, p.owner::text, '', p.gid, gap.since, format('(%s) {SessionText.KeepsDaemonWaiting}', p.gid, gap.at), false
        from gap, pg_prepared_xacts p where p.database = current_database()
        """;

    /// <summary>Ends only the session and transaction that was found, because its process number may have been reused.</summary>
    public const string End = """
        select pg_terminate_backend(a.pid) from pg_stat_activity a
        where a.pid = @pid and a.usename = @role and @transaction = coalesce(
          (select min(l.virtualtransaction) from pg_locks l where l.pid = a.pid and l.locktype = 'virtualxid' and l.granted), '')
        """;
}
