using Enrollment.Queries.Conditions;
using Enrollment.Queries.Sessions;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Enrollment.TestKit;
using Npgsql;

namespace Enrollment.Worker.Tests.Sessions;

/// <summary>
/// What a role that only reads can do with the settings of its session changed: refused, harmless, or ended by the worker.
/// </summary>
public sealed class When_an_auditor_tries_to_stop_work
{
    private GuardedWorker _guarded = null!;

    [OneTimeSetUp]
    public async Task Start() => _guarded = await GuardedWorker.Start();

    [OneTimeTearDown]
    public async Task Stop() => await _guarded.DisposeAsync();

    [TestCase("select pg_advisory_lock(1)")]
    [TestCase("select pg_advisory_xact_lock_shared(hashtext('enrollment.forgotten'))")]
    [TestCase("select pg_try_advisory_lock(1, 2)")]
    [TestCase("select lo_create(0)")]
    [TestCase("select lo_from_bytea(0, 'x')")]
    [TestCase("select lowrite(0, 'x')")]
    [TestCase("select txid_current()")]
    [TestCase("select pg_current_xact_id()")]
    [TestCase("select pg_logical_emit_message(false, 'x', repeat('x', 1000000))")]
    [TestCase("create temporary table mine (id int)")]
    [TestCase("create function pg_temp.mine() returns int language sql as 'select 1'")]
    [TestCase("create table public.mine (id int)")]
    [TestCase("lock table enrollment.mt_events in row share mode")]
    [TestCase("lock table enrollment.mt_events in share mode")]
    [TestCase("lock table enrollment.mt_events in access exclusive mode")]
    [TestCase("select * from enrollment.mt_streams for key share")]
    [TestCase("select * from enrollment.mt_event_progression for update")]
    [TestCase("set temp_file_limit = -1")]
    [TestCase("alter role enrollment_auditor set temp_file_limit = -1")]
    [TestCase("alter role enrollment_auditor connection limit -1")]
    [TestCase("set role enrollment_worker")]
    [TestCase("prepare transaction 'mine'", "55000")]
    public async Task Should_be_refused(string sql, string state = PostgresErrorCodes.InsufficientPrivilege)
    {
        await using var auditor = await _guarded.Open(ThreeRoles.Auditor);
        await auditor.Execute("begin");
        var tried = () => auditor.Execute(sql);
        (await tried.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(state);
    }

    // Some statements wait for their lock before they look whose the table is, and everybody who writes waits behind them.
    [TestCase("create rule r as on insert to enrollment.mt_events do instead nothing")]
    [TestCase("do $$ begin execute 'create rule r as on insert to enrollment.mt_events do instead nothing'; end $$")]
    [TestCase("create trigger t before update on enrollment.mt_events for each row execute function suppress_redundant_updates_trigger()")]
    [TestCase("create index i on enrollment.mt_events (stream_id)")]
    [TestCase("create policy p on enrollment.mt_events")]
    [TestCase("create statistics enrollment.s on stream_id, seq_id from enrollment.mt_events")]
    [TestCase("create view public.v as select 1")]
    [TestCase("alter table enrollment.mt_events add column more int")]
    [TestCase("alter table enrollment.mt_events owner to enrollment_auditor")]
    [TestCase("drop table enrollment.mt_events")]
    [TestCase("comment on table enrollment.mt_events is 'x'")]
    [TestCase("security label on table enrollment.mt_events is 'x'")]
    [TestCase("grant select on enrollment.mt_events to enrollment_auditor")]
    [TestCase("revoke select on enrollment.mt_events from enrollment_auditor")]
    [TestCase("alter default privileges grant select on tables to enrollment_auditor")]
    [TestCase("drop owned by enrollment_auditor")]
    [TestCase("create rule r as on insert to pg_catalog.pg_authid do instead nothing")]
    [TestCase("alter event trigger enrollment_refuse_changes disable", "must be owner")]
    [TestCase("drop function enrollment_administrator.refuse_changes() cascade")]
    [TestCase("set session_replication_role = replica", "permission denied")]
    [TestCase("truncate enrollment.mt_events", "permission denied")]
    [TestCase("reindex table enrollment.mt_events", "must be owner")]
    [TestCase("cluster enrollment.mt_events using pk_mt_events_seq", "must be owner")]
    [TestCase("begin; lock table enrollment.mt_events in access exclusive mode", "permission denied")]
    [TestCase("copy enrollment.mt_events from stdin", "permission denied")]
    [TestCase("explain select * from enrollment.mt_events for update", "permission denied")]
    public async Task Should_be_refused_at_once_while_somebody_reads(
        string sql,
        string message = "changes no tables here: only the owner does."
    )
    {
        await using var reader = await _guarded.Open(ThreeRoles.Auditor);
        await reader.Execute("begin; select 1 from enrollment.mt_events limit 1");
        await using var auditor = await _guarded.Open(ThreeRoles.Auditor);
        await auditor.Execute("set lock_timeout = 4500");

        var tried = () => auditor.Execute(sql);
        var refused = await tried.Should().ThrowAsync<PostgresException>();

        // Somebody who waits in vain for a lock gets another code.
        refused.Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        refused.Which.MessageText.Should().Contain(message);
    }

    [Test]
    public async Task Should_let_inserts_go_on_while_it_tries_to_change_a_table_again_and_again()
    {
        await using var reader = await _guarded.Open(ThreeRoles.Auditor);
        await reader.Execute("begin; select 1 from enrollment.mt_events limit 1");
        using var end = new CancellationTokenSource();
        var trying = TryAgainAndAgain("create rule r as on insert to enrollment.mt_events do instead nothing", 4500, end.Token);

        for (var i = 0; i < 3; i++)
            await _guarded.WorkGoesOn(seconds: 4);

        await end.CancelAsync();
        (await trying).Should().OnlyContain(state => state == PostgresErrorCodes.InsufficientPrivilege);
    }

    // No work waits yet, so nobody is found; the tables that would show a gap cannot be read.
    [Test]
    public async Task Should_not_be_taken_for_absent_while_a_lock_keeps_the_worker_from_looking()
    {
        await using var connections = new MonitoringConnections(
            new EnrollmentOptions { Postgres = _guarded.Servers.As(ThreeRoles.Worker) }
        );
        var limits = new SessionLimits(TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        var condition = new SessionsCondition(new BlockingSessions(connections, _guarded.Worker.Store, limits));
        await using var owner = await _guarded.Open(null);
        await owner.Execute("begin; lock table enrollment.mt_events in access exclusive mode");

        var problem = await condition.FindProblemAsync(CancellationToken.None);

        problem!.Sentence.Should().Be("The sessions cannot be checked, because a table of the events is locked.");
    }

    /// <summary>The code of each attempt; ends with the session.</summary>
    private async Task<IReadOnlyList<string>> TryAgainAndAgain(string sql, int timeout, CancellationToken end)
    {
        await using var auditor = await _guarded.Open(ThreeRoles.Auditor);
        await auditor.Execute($"set lock_timeout = {timeout}");
        var states = new List<string>();
        while (!end.IsCancellationRequested && auditor.State == System.Data.ConnectionState.Open)
        {
            try
            {
                await auditor.Execute(sql);
                states.Add("");
            }
            catch (PostgresException refused)
            {
                states.Add(refused.SqlState);
            }

            await Task.Delay(5, CancellationToken.None);
        }

        return states;
    }

    /// <summary>Work that writes without a pause, and leaves nothing.</summary>
    private async Task Insert(CancellationToken end)
    {
        await using var worker = await _guarded.Open(ThreeRoles.Worker);
        while (!end.IsCancellationRequested)
            await worker.Execute("begin; lock table enrollment.mt_events in row exclusive mode; rollback");
    }

    // By the catalog: what a later version of PostgreSQL adds is seen here.
    [Test]
    public async Task Should_be_allowed_no_function_that_locks_or_keeps_large_objects() =>
        (
            await _guarded.Servers.ExecuteAs<long>(
                ThreeRoles.Auditor,
                "select count(*) from pg_proc where (proname ~ 'advisory' or proname ~ '^lo_' or proname in ('loread', 'lowrite')) "
                    + "and has_function_privilege(oid, 'EXECUTE')"
            )
        )
            .Should()
            .Be(0);

    [Test]
    public async Task Should_leave_connections_to_the_worker()
    {
        var open = new List<NpgsqlConnection>();
        try
        {
            var more = async () =>
            {
                for (var i = 0; i < 100; i++)
                    open.Add(await _guarded.Open(ThreeRoles.Auditor));
            };
            (await more.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.TooManyConnections);
            await _guarded.WorkGoesOn();
        }
        finally
        {
            foreach (var connection in open)
                await connection.DisposeAsync();
        }
    }

    [TestCase(
        "select count(*) from enrollment.mt_events",
        "set transaction isolation level serializable; select count(*) from enrollment.mt_events",
        "lock table enrollment.mt_events in access share mode",
        "declare c cursor for select * from enrollment.mt_events; fetch 1 from c",
        "declare c cursor with hold for select * from enrollment.mt_events",
        "select pg_export_snapshot()",
        "listen anything; notify anything",
        "analyze enrollment.mt_events",
        "alter role enrollment_auditor set work_mem = '4MB'",
        Description = "The last one has a number, and there is no gap."
    )]
    public async Task Should_hold_nothing_back_and_be_left_alone(params string[] transactions)
    {
        var auditors = new List<NpgsqlConnection>();
        foreach (var transaction in transactions)
        {
            auditors.Add(await _guarded.Open(ThreeRoles.Auditor));
            foreach (var statement in transaction.Split("; ").Prepend("begin"))
                await auditors[^1].Execute(statement);
        }

        await _guarded.WorkGoesOn();
        await Task.Delay(GuardedWorker.Limits.HeldBack + GuardedWorker.Limits.Waited + TimeSpan.FromSeconds(1));

        foreach (var auditor in auditors)
        {
            await _guarded.IsAlive(auditor.ProcessID);
            await auditor.DisposeAsync();
        }

        (await _guarded.Worker.Readiness()).Should().Contain("\"sessions\":{\"status\":\"Healthy\"");
    }

    // A long verification is such a reader: it has a snapshot and no number.
    [Test]
    public async Task Should_not_be_waited_for_at_a_gap_while_it_only_reads()
    {
        await using var auditor = await _guarded.Open(ThreeRoles.Auditor);
        await auditor.Execute("begin isolation level repeatable read");
        await auditor.Execute("select count(*) from enrollment.mt_events");
        await using var busy = await _guarded.Open(ThreeRoles.Auditor);
        var reading = busy.Execute("select pg_sleep(12)");

        await _guarded.LoseANumber();
        await _guarded.WorkGoesOn(seconds: 11);

        reading.IsCompleted.Should().BeFalse();
        await reading;
        await _guarded.IsAlive(auditor.ProcessID);
    }

    [Test]
    public async Task Should_be_ended_when_the_daemon_waits_for_its_transaction_at_a_gap()
    {
        var auditor = await _guarded.Open(ThreeRoles.Auditor);
        await auditor.Execute("begin");
        await auditor.Execute("alter role enrollment_auditor set work_mem = '4MB'");
        await _guarded.LoseANumber();
        var person = await _guarded.Join();

        await _guarded.IsNamed($"Process {auditor.ProcessID} of the role enrollment_auditor", "keeps the event daemon waiting");
        await _guarded.IsEnded(auditor.ProcessID);

        await _guarded.IsDone(person);
        await _guarded.IsWellAgain();
        (await _guarded.Worker.Text("/metrics"))
            .Should()
            .MatchRegex("""enrollment_sessions_ended_total\{[^}]*role="enrollment_auditor"[^}]*\} [1-9]""");
    }

    // The owner's change waits for the reader, and everybody else behind the owner.
    [Test]
    public async Task Should_be_ended_when_it_blocks_a_change_of_the_owner_and_so_the_work()
    {
        var auditor = await _guarded.Open(ThreeRoles.Auditor);
        await auditor.Execute("begin");
        await auditor.Execute("select count(*) from enrollment.enrollment");
        await using var owner = await _guarded.Open(null);
        var change = owner.Execute(
            "alter table enrollment.enrollment add column if not exists later int; alter table enrollment.enrollment drop column later"
        );
        await Task.Delay(200);
        var person = await _guarded.Join();

        await _guarded.IsNamed($"Process {auditor.ProcessID} of the role enrollment_auditor", "the table enrollment");
        await _guarded.IsEnded(auditor.ProcessID);

        await change;
        await _guarded.IsDone(person);
        await _guarded.IsWellAgain();
    }

    // Where the administrator's script was not run.
    [Test]
    public async Task Should_be_ended_when_it_holds_a_lock_that_nobody_waits_for()
    {
        await _guarded.Servers.ExecuteAsAdministrator("grant execute on function pg_advisory_lock(bigint) to enrollment_auditor");
        try
        {
            var auditor = await _guarded.Open(ThreeRoles.Auditor);
            await auditor.Execute($"select pg_advisory_lock({ChainHead.Lock})");

            await _guarded.IsNamed($"Process {auditor.ProcessID} of the role enrollment_auditor", "holds the lock of the chain");
            await _guarded.IsEnded(auditor.ProcessID);
            await _guarded.WorkGoesOn();
        }
        finally
        {
            await _guarded.Servers.ExecuteAsAdministrator("revoke execute on function pg_advisory_lock(bigint) from enrollment_auditor");
        }
    }

    [Test]
    public async Task Should_be_ended_when_a_worker_waits_for_its_lock()
    {
        await _guarded.Servers.ExecuteAsAdministrator("grant execute on function pg_advisory_lock(bigint) to enrollment_auditor");
        try
        {
            var auditor = await _guarded.Open(ThreeRoles.Auditor);
            await auditor.Execute("select pg_advisory_lock(hashtext('enrollment.forgotten'))");
            await _guarded.Worker.Publisher.Publish<Contracts.UserCreated>("no fact");

            await _guarded.IsNamed($"Process {auditor.ProcessID} of the role enrollment_auditor", "a lock on advisory");
            await _guarded.IsEnded(auditor.ProcessID);
            await Eventually.Be(() => _guarded.Count("select count(*) from enrollment.mt_doc_dead_letter"), count => count == 1);
        }
        finally
        {
            await _guarded.Servers.ExecuteAsAdministrator("revoke execute on function pg_advisory_lock(bigint) from enrollment_auditor");
        }
    }

    // A transaction that gives up is tried again after a pause, which grows.
    [Test]
    public async Task Should_be_ended_although_who_waits_for_it_gives_up_and_pauses()
    {
        await _guarded.Servers.ExecuteAsAdministrator("grant execute on function pg_advisory_lock(bigint) to enrollment_auditor");
        var waited = GuardedWorker.Limits.Waited * 2;
        try
        {
            var auditor = await _guarded.Open(ThreeRoles.Auditor);
            await auditor.Execute("select pg_advisory_lock(4711)");
            await using var waiter = await _guarded.Open(ThreeRoles.Worker);
            await waiter.Execute($"set lock_timeout = {waited.TotalMilliseconds:0}");
            var waiting = () => waiter.Execute("select pg_advisory_lock(4711)");
            (await waiting.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.LockNotAvailable);
            await Task.Delay(GuardedWorker.Limits.HeldBack / 2);

            // Less than the limit: the time before the pause counts.
            await waiter.Execute($"set lock_timeout = {GuardedWorker.Limits.HeldBack.TotalMilliseconds - 500:0}");
            await waiter.Execute("select pg_advisory_lock(4711)");
            await _guarded.IsEnded(auditor.ProcessID);
        }
        finally
        {
            await _guarded.Servers.ExecuteAsAdministrator("revoke execute on function pg_advisory_lock(bigint) from enrollment_auditor");
        }
    }
}
