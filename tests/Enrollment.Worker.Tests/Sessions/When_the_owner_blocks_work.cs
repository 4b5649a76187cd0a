using Enrollment.Queries.Sessions;
using Enrollment.Storage.Auditing;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Sessions;

/// <summary>Who may change the tables is named and not ended.</summary>
public sealed class When_the_owner_blocks_work
{
    private static readonly TimeSpan Long = GuardedWorker.Limits.HeldBack + GuardedWorker.Limits.Waited + TimeSpan.FromSeconds(2);

    private GuardedWorker _guarded = null!;

    [OneTimeSetUp]
    public async Task Start() => _guarded = await GuardedWorker.Start();

    [OneTimeTearDown]
    public async Task Stop() => await _guarded.DisposeAsync();

    [TestCase(null, "Process {0} of the role enrollment ", "Workers do not end it")]
    [TestCase("postgres", "Process {0} of the role postgres ", "Workers do not end it")]
    public async Task Should_be_named_and_not_ended_at_a_table(string? role, string who, string remedy)
    {
        await using var owner = await _guarded.Open(role);
        await owner.Execute("begin");
        await owner.Execute("lock table enrollment.enrollment in access exclusive mode");
        var person = await _guarded.Join();

        await _guarded.IsNamed(string.Format(null, who, owner.ProcessID), "the table enrollment", remedy);
        await Task.Delay(Long);
        await _guarded.IsAlive(owner.ProcessID);

        await owner.Execute("rollback");
        await _guarded.IsDone(person);
        await _guarded.IsWellAgain();
    }

    [Test]
    public async Task Should_be_named_and_not_ended_at_a_lock_that_nobody_waits_for()
    {
        await using var owner = await _guarded.Open(null);
        await owner.Execute($"select pg_advisory_lock({ChainHead.Lock})");

        await _guarded.IsNamed($"Process {owner.ProcessID} of the role enrollment ", "holds the lock of the chain");
        await Task.Delay(Long);
        await _guarded.IsAlive(owner.ProcessID);

        await owner.Execute("select pg_advisory_unlock_all()");
        await _guarded.WorkGoesOn();
    }

    [Test]
    public async Task Should_be_named_and_not_ended_at_a_gap()
    {
        await using var owner = await _guarded.Open(null);
        await owner.Execute("begin");
        await owner.Execute("select pg_current_xact_id()");
        await _guarded.LoseANumber();
        var person = await _guarded.Join();

        await _guarded.IsNamed($"Process {owner.ProcessID} of the role enrollment ", "keeps the event daemon waiting");
        await Task.Delay(Long);
        await _guarded.IsAlive(owner.ProcessID);

        await owner.Execute("rollback");
        await _guarded.IsDone(person);
    }

    /// <summary>The names that the product goes by are those of the event daemon's own lock.</summary>
    [Test]
    public async Task Should_know_the_lock_of_the_daemons_leader()
    {
        var held = await _guarded.Count(
            "select max(classid::bigint << 32 | objid::bigint) from pg_locks where locktype = 'advisory' and granted and database = "
                + "(select oid from pg_database where datname = current_database())"
        );
        KnownLocks
            .Of(_guarded.Worker.Store)
            .Where(known => known.Name.Contains("leader", StringComparison.Ordinal))
            .Select(known => known.Key)
            .Should()
            .Contain(held);
    }
}
