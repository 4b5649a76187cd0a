using Enrollment.Contracts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Rules;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>
/// Version 1 recorded 25 May as due date, and the text gives 20 May: 19 days from 1 May. The first night of the present version is that of
/// 26 May. The floor is 7 days.
/// </summary>
public sealed class When_the_first_night_of_a_version_goes_wrong
{
    private const string AsRecorded = "2026-05-01 due 2026-05-25 open";
    private const string Office = "stream_id like 'enrollment/office/%'";

    private static readonly DateOnly Last = new(2026, 5, 24);
    private static readonly DateOnly First = new(2026, 5, 26);

    private DecidedCompany _company = null!;

    [SetUp]
    public async Task Begin()
    {
        _company = await DecidedCompany.StartAsync("2026-05-01T12:00:00Z");
        await _company.SaveRule("lab", 19, """, "priorCompletions": { "kind": "ignore" }""");
        await _company.SaveRule("office", 60);
        foreach (var learner in new[] { "told", "quiet" })
            await _company.Publish<UserCreated>(
                $"\"userId\": \"{learner}\", \"groups\": [\"lab\", \"office\"], \"origin\": \"userInterface\"",
                "2026-05-01T09:00:00Z"
            );
        await _company.RunNight(new(2026, 5, 2));
        foreach (var learner in new[] { "told", "quiet" })
            await _company.HasRecordedDueAsync("lab", learner, "2026-05-25");
        await _company.RunNight(Last);
    }

    [TearDown]
    public async Task Stop() => await _company.DisposeAsync();

    // One enrollment cannot be read, so the learner fails, with the other enrollment, too.
    [Test]
    public async Task Should_adopt_the_version_for_a_learner_who_failed_when_a_night_can()
    {
        await UpgradeAsync();
        await BreakAsync();
        await _company.RunNight(First);
        (await _company.Periods("lab", "quiet")).Should().Be(AsRecorded, "a night that fails for a learner does not roll over, either");
        await TellAsync("2026-05-26T12:00:00Z");
        (await _company.Periods("lab", "told")).Should().Be("2026-05-01 due 2026-06-02 open", "a message adopts: 26 May + 7 days");
        await RepairAsync();

        await _company.RunNight(First.AddDays(1));

        await ShouldBeAdopted("quiet", "2026-05-01 due 2026-06-03 open", First.AddDays(1));
        await ShouldBeAdopted("told", "2026-05-01 due 2026-06-02 open", First);
        await _company.RunNight(First.AddDays(2));
        await ShouldBeAdopted("quiet", "2026-05-01 due 2026-06-03 open", First.AddDays(1));
    }

    [Test]
    public async Task Should_adopt_the_version_for_everybody_in_the_night_after_one_that_was_given_up()
    {
        await UpgradeAsync();
        await GiveUpAsync();
        await TellAsync("2026-05-26T12:00:00Z");

        await _company.RunNight(First.AddDays(1));

        await ShouldBeAdopted("told", "2026-05-01 due 2026-06-02 open", First);
        await ShouldBeAdopted("quiet", "2026-05-01 due 2026-06-03 open", First.AddDays(1));
    }

    // The plan of the night waits, and with it the step for the learner.
    [Test]
    public async Task Should_adopt_the_version_for_a_message_that_comes_into_the_night()
    {
        await UpgradeAsync();
        await using (var planned = await HoldPlanAsync())
        {
            await TellAsync("2026-05-26T02:10:00Z");
            (await _company.Periods("lab", "told")).Should().Be("2026-05-01 due 2026-06-02 open");
        }

        await _company.EndOfNight(First);
        await ShouldBeAdopted("told", "2026-05-01 due 2026-06-02 open", First);
        await ShouldBeAdopted("quiet", "2026-05-01 due 2026-06-02 open", First);
    }

    // Both would be overdue by version 1: 25 May has passed. By the text they were due on 20 May, and have the floor.
    [Test]
    public async Task Should_adopt_the_version_for_what_a_night_of_version_1_changes()
    {
        await LeaveAsync("2026-05-25T12:00:00Z");
        await using (await HoldPlanAsync())
            await _company.HasDecidedByVersion1Async();
        await _company.EndOfNight(First);
        await ShouldBeAdopted("told", "2026-05-01 due 2026-06-02 withdrawn", First);
        (await _company.Periods("lab", "quiet")).Should().Be(AsRecorded, "the night has nothing to do by the text");
        (await _company.AdoptionsAsync("lab", "quiet")).Should().BeEmpty();

        await _company.AllowTheUpgradeAsync();
        await _company.RunNight(First.AddDays(1));

        await ShouldBeAdopted("told", "2026-05-01 due 2026-06-02 withdrawn", First);
        await ShouldBeAdopted("quiet", "2026-05-01 due 2026-06-03 open", First.AddDays(1));
    }

    private async Task UpgradeAsync()
    {
        await _company.HasDecidedByVersion1Async();
        await _company.AllowTheUpgradeAsync();
    }

    /// <summary>The night has begun, and its plan waits.</summary>
    private async Task<HeldLock> HoldPlanAsync()
    {
        var held = await HeldLock.TakeAsync(_company, $"lock table {OwnTables.NightlySegment} in access exclusive mode");
        await _company.BeginNight(First);
        await Eventually.Be(() => held.HoldsUpAsync(1), waits => waits);
        return held;
    }

    private async Task ShouldBeAdopted(string learner, string period, DateOnly on)
    {
        (await _company.Periods("lab", learner)).Should().Be(period);
        (await _company.AdoptionsAsync("lab", learner)).Should().ContainSingle().Which.On.Should().Be(on);
    }

    private Task<string> LeaveAsync(string now)
    {
        _company.SetTime(now);
        return _company.Publish<GroupMembershipChanged>("\"userId\": \"told\", \"left\": [\"lab\"], \"origin\": \"integration\"", now);
    }

    /// <summary>An old completion, which counts for nothing.</summary>
    private Task<string> TellAsync(string now)
    {
        _company.SetTime(now);
        return _company.Publish<ActivityCompleted>(
            "\"userId\": \"told\", \"activityId\": \"lab\", \"completedOn\": \"2026-04-20\"",
            "2026-04-20T09:00:00Z"
        );
    }

    private async Task BreakAsync()
    {
        await _company.Execute($"create table enrollment.kept as select seq_id, data from enrollment.mt_events where {Office}");
        await _company.Execute($"update enrollment.mt_events set data = '\"broken\"' where {Office}");
    }

    private Task RepairAsync() =>
        _company.Execute("update enrollment.mt_events e set data = k.data from enrollment.kept k where k.seq_id = e.seq_id");

    /// <summary>As stored when the batch is planned and none of its segments is done, and taken out of the ledger by hand.</summary>
    private async Task GiveUpAsync()
    {
        await using var session = _company.Store.LightweightSession();
        var saves = await session.Query<RuleDocument>().ToListAsync();
        var previous = await session.LoadAsync<NightlyRules>(NightlyRules.KeyOf(Last));
        var ledger = (await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId))!;
        ledger.Start(First, TimeProvider.System.GetUtcNow());
        ledger.Finish();
        ledger.Store(session);
        session.Insert(NightlyRules.Of(First, [.. saves.Select(document => document.Saved)], previous) with { AdoptsSemantics = true });
        session.Insert(PhasePlan.Of(First, NightlyPhase.Batch, new PlannedWork(1, 2)));
        session.Insert(
            new NightlyRunDocument
            {
                CorrelationId = NightlyRun.IdOf(First),
                BusinessDate = First,
                CurrentState = NightlyRunStates.RunningBatch,
                Batch = PhaseProgress.Planned(new PlannedWork(1, 2)),
            }
        );
        await session.SaveChangesAsync();
    }
}
