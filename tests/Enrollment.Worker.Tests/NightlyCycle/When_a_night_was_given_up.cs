using Enrollment.Contracts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Rules;
using Enrollment.TestKit;
using Enrollment.Worker.Nights;
using Marten;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>A night fixed its rules, did not come to everybody, and was taken out of the ledger by hand: its rules are not seen.</summary>
public sealed class When_a_night_was_given_up
{
    private static readonly DateOnly First = new(2026, 5, 2);
    private static readonly DateOnly GivenUp = First.AddDays(1);
    private static readonly DateOnly Next = First.AddDays(2);

    private TestServers _servers = null!;
    private TestWorker _worker = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers, null, "--Enrollment:NightlyClock=false", "--Enrollment:DemonstrationClock=true");
        foreach (var person in new[] { "ada", "bo", "cy" })
            await _worker.Publisher.Publish<UserCreated>(
                $$"""{"messageId":"{{person}}","occurredAt":"2026-05-01T09:00:00Z","userId":"{{person}}","origin":"integration"}"""
            );
        await Save("r", "a", "2026-05-01T09:00:00Z");
        await Eventually.Be(() => Count("pending_learner"), count => count == 3);
        await Run(First);
        await IsAt(new DateTimeOffset(First, new TimeOnly(12, 0), TimeSpan.Zero));
        await Save("s", "b", "2026-05-02T09:00:00Z");
        await GiveUp();
        await Run(Next);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [TestCase("a")]
    [TestCase("b")]
    public async Task Should_let_the_next_judge_everybody_by_its_rules(string activity) =>
        (await Count($"enrollment where status = 'open' and activity_id = '{activity}'")).Should().Be(3);

    [Test]
    public async Task Should_compare_with_the_last_night_that_was_done()
    {
        await using var session = _worker.Store.QuerySession();
        var rules = await session.LoadAsync<NightlyRules>(NightlyRules.KeyOf(Next));
        rules!.PreviousRun.Should().Be(First);
        rules.Changes.Should().ContainSingle().Which.Now.Rule.Id.Value.Should().Be("s");
    }

    /// <summary>As stored when the batch is planned and one of its segments is done.</summary>
    private async Task GiveUp()
    {
        await using var session = _worker.Store.LightweightSession();
        var saves = await session.Query<RuleDocument>().ToListAsync();
        var previous = await session.LoadAsync<NightlyRules>(NightlyRules.KeyOf(First));
        var ledger = (await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId))!;
        ledger.Start(GivenUp, TimeProvider.System.GetUtcNow());
        ledger.Finish();
        session.UpdateRevision(ledger, ledger.Version + 1);
        session.Insert(NightlyRules.Of(GivenUp, [.. saves.Select(document => document.Saved)], previous));
        session.Insert(PhasePlan.Of(GivenUp, NightlyPhase.Batch, new PlannedWork(3, 3)));
        session.Insert(
            new NightlyRunDocument
            {
                CorrelationId = NightlyRun.IdOf(GivenUp),
                BusinessDate = GivenUp,
                CurrentState = NightlyRunStates.RunningBatch,
                Batch = PhaseProgress.Planned(new PlannedWork(3, 3)).With(1, new SegmentCounts(1, 1, 0, 0)),
            }
        );
        await session.SaveChangesAsync();
    }

    private async Task Run(DateOnly date)
    {
        await IsAt(new DateTimeOffset(date, new TimeOnly(2, 0), TimeSpan.Zero));
        await _worker.Services.GetRequiredService<IBus>().Publish(new StartNightlyRun(date));
        await Eventually.Be(() => Run(NightlyRun.IdOf(date)), run => run?.CompletedAt is not null);
    }

    private async Task IsAt(DateTimeOffset instant)
    {
        await ClockSetting.SetAsync(_worker.Store, instant, running: false);
        await Task.Delay(200);
    }

    private async Task<NightlyRunDocument?> Run(Guid id)
    {
        await using var session = _worker.Store.QuerySession();
        return await session.LoadAsync<NightlyRunDocument>(id);
    }

    private async Task Save(string rule, string activity, string occurredAt)
    {
        await _worker.Publisher.Publish<AutoEnrollmentRuleSaved>(
            $$$"""
            {"messageId":"{{{rule}}}","occurredAt":"{{{occurredAt}}}","ruleId":"{{{rule}}}","activityId":"{{{activity}}}","version":1,
             "audience":{"kind":"entireCompany"},"requirement":"required","recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":10}}
            """
        );
        await Eventually.Be(() => Count($"mt_doc_rule where id = '{rule}'"), count => count == 1);
    }

    private async Task<int> Count(string rows)
    {
        await using var session = _worker.Store.QuerySession();
        return (await session.QueryAsync<int>($"select count(*)::int from {DatabaseSchema.Name}.{rows}"))[0];
    }
}
