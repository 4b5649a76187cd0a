using System.Globalization;
using Enrollment.Chaos.Faults.Hostile;
using Enrollment.Chaos.Servers;
using Enrollment.Processing.Facts;
using Enrollment.Queries.Sessions;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Npgsql;

namespace Enrollment.Chaos.Faults;

/// <summary>
/// What somebody does who may only read the database. The administrator's script was run; where it says so, it is taken back for the moment
/// in which a lock is taken.
/// </summary>
internal static class HostileSessionFaults
{
    private const int NightsAhead = 12;

    private static readonly string[] Refused =
    [
        "select pg_advisory_lock(1)",
        "select pg_try_advisory_xact_lock_shared(hashtext('enrollment.forgotten'))",
        "select lo_create(0)",
        "select txid_current()",
        "select pg_current_xact_id()",
        "select pg_logical_emit_message(false, 'x', 'x')",
        "create temporary table mine (id int)",
        "create table public.mine (id int)",
        "lock table enrollment.mt_events in row share mode",
        "lock table enrollment.mt_events in access exclusive mode",
        "select * from enrollment.mt_streams for key share",
        "select * from enrollment.mt_event_progression for update",
        "delete from enrollment.mt_events",
        "set role enrollment_worker",
        "alter role enrollment_auditor connection limit -1",
        "grant select on enrollment.mt_events to enrollment_auditor",
        "drop owned by enrollment_auditor",
        "create rule r as on insert to enrollment.mt_events do instead nothing",
    ];

    private static readonly string[] Allowed =
    [
        "select count(*) from enrollment.mt_events",
        "set transaction isolation level serializable; select count(*) from enrollment.mt_events",
        "lock table enrollment.mt_events in access share mode",
        "declare c cursor for select * from enrollment.mt_events; fetch 1 from c",
        "declare c cursor with hold for select stream_id from enrollment.mt_events limit 1000",
        "select pg_export_snapshot()",
        "listen anything; notify anything",
        "analyze enrollment.mt_events",
        "alter role enrollment_auditor set work_mem = '4MB'",
    ];

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("hostile.auditor", 4, (environment, _) => TryAllAsync(environment)),
        new("hostile.locks", 4, LockAsync) { Lane = Lane.Lasting, UnavailableReason = IsTooShort },
        new("hostile.open-transaction", 2, (environment, _) => OpenTransactionAsync(environment))
        {
            Lane = Lane.Lasting,
            UnavailableReason = IsTooShort,
        },
    ];

    private static string? IsTooShort(Settings settings) =>
        settings.Seconds < 90 ? "a session is ended after a minute, and this run is shorter than that and a half" : null;

    /// <summary>
    /// Everything that is refused, and everything that is still allowed, each in a transaction that stays open while work goes on.
    /// </summary>
    private static async Task TryAllAsync(ChaosEnvironment environment)
    {
        await using (var session = await ForeignSession.OpenAsync(environment.Database, environment.CancellationToken))
            foreach (var statement in Refused)
                if (await IsAllowedAsync(session, statement, environment))
                    environment.AddFinding("sessions", $"the auditor may: {statement}");
        var open = new List<ForeignSession>();
        try
        {
            foreach (var transaction in Allowed)
            {
                open.Add(await ForeignSession.OpenAsync(environment.Database, environment.CancellationToken));
                await open[^1].RunAsync("begin", environment.CancellationToken);
                await open[^1].RunAsync(transaction, environment.CancellationToken);
            }

            await environment.DelayAsync(6);
        }
        finally
        {
            foreach (var session in open)
                await session.DisposeAsync();
        }
    }

    private static async Task<bool> IsAllowedAsync(ForeignSession session, string statement, ChaosEnvironment environment)
    {
        try
        {
            await session.RunAsync($"begin; {statement}", environment.CancellationToken);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            await session.RunAsync("rollback", environment.CancellationToken);
            return false;
        }
    }

    /// <summary>One of the locks that work rests on, held until a worker ends the session.</summary>
    private static async Task LockAsync(ChaosEnvironment environment, Random random)
    {
        var locks = await LocksAsync(environment);
        var (name, keys) = locks[random.Next(locks.Count)];
        await new BlockingSessionFault(environment, name).RunAsync(session => TakeAsync(environment, session, keys));
    }

    private static async Task<IReadOnlyList<(string Name, string[] Keys)>> LocksAsync(ChaosEnvironment environment)
    {
        var next = await environment.Clock.NextDateAsync(environment.CancellationToken);
        var nights = Enumerable
            .Range(0, NightsAhead)
            .Select(day => $"hashtextextended('{NightlyRun.KeyOf(next.AddDays(day), NightlyPhase.Batch)}', 0)");
        return
        [
            .. KnownLocks.Of(environment.Store).Select(known => (known.Name, new[] { known.Key.ToString(CultureInfo.InvariantCulture) })),
            ("the lock of the erasing", ["hashtext('enrollment.forgotten')"]),
            ("the locks of the nights", nights.ToArray()),
        ];
    }

    // Whoever holds one has to let go first: the leader of the events for as long as it lives.
    private static async Task TakeAsync(ChaosEnvironment environment, ForeignSession session, string[] keys)
    {
        const string Function = "execute on function pg_catalog.pg_advisory_lock(bigint)";
        await environment.Database.ExecuteAsync($"grant {Function} to {Database.AuditorRole}");
        try
        {
            var taking = session.RunAsync(
                string.Join("; ", keys.Select(key => $"select pg_advisory_lock({key})")),
                environment.CancellationToken
            );
            await Task.Delay(500, environment.CancellationToken);
            await environment.Database.ExecuteAsync(
                $"select pg_terminate_backend(h.pid) from pg_locks w join pg_locks h using (locktype, database, classid, objid, "
                    + $"objsubid) where w.pid = {session.ProcessId} and w.locktype = 'advisory' and not w.granted and h.granted"
            );
            if (await Task.WhenAny(taking, Task.Delay(TimeSpan.FromSeconds(20), environment.CancellationToken)) != taking)
                throw new FaultMissedException("the lock could not be taken");
            await taking;
        }
        finally
        {
            await environment.Database.ExecuteAsync($"revoke {Function} from {Database.AuditorRole}");
        }
    }

    /// <summary>
    /// A transaction that has a number although it only reads, before a gap in the events' numbers as a killed worker leaves it.
    /// </summary>
    private static Task OpenTransactionAsync(ChaosEnvironment environment) =>
        new BlockingSessionFault(environment, "a transaction at a gap").RunAsync(async session =>
        {
            await session.RunAsync("begin; alter role enrollment_auditor set work_mem = '4MB'", environment.CancellationToken);
            await environment.Database.ExecuteAsync($"select nextval('{DatabaseSchema.Name}.mt_events_sequence')");
        });
}
