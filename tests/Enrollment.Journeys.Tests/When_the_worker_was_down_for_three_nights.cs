using Enrollment.Cli.Simulate;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Journeys.Tests;

/// <summary>The clock of the real worker, over a DST night and three missed ones.</summary>
public sealed class When_the_worker_was_down_for_three_nights
{
    private static readonly ScenarioOrganization Berlin = new("Europe/Berlin", new TimeOnly(2, 30));
    private static readonly DateOnly DstNight = new(2026, 3, 29);
    private static readonly DateOnly AfterThree = new(2026, 4, 1);

    private Pipeline _pipeline = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        _pipeline = await Pipeline.Start(Berlin, nightlyClock: true);
        _pipeline.Time.Set(At("2026-03-28T09:00:00Z"));
        await Ledger(ledger => ledger is not null);
        await _pipeline.Deliver(
            At("2026-03-28T09:00:00Z"),
            "AutoEnrollmentRuleSaved",
            """{"messageId":"r","occurredAt":"2026-03-28T09:00:00Z","ruleId":"r","activityId":"a","version":1,"audience":"""
                + """{"kind":"entireCompany"},"requirement":"required","recurrence":{"kind":"oneTime"},"due":{"kind":"within","days":1}}"""
        );
        await _pipeline.Deliver(
            At("2026-03-28T10:00:00Z"),
            "UserCreated",
            """{"messageId":"u1","occurredAt":"2026-03-28T10:00:00Z","userId":"ada","origin":"integration"}"""
        );

        // 02:30 does not exist on this night: the run is due at 03:00 summer time, the first instant after the gap.
        _pipeline.Time.Set(At("2026-03-29T01:00:00Z"));
        await Ledger(ledger => ledger is { LastDate: not null, Unfinished: null });

        // The next two nights pass with nobody to notice; then the clock is seen at the third.
        await _pipeline.Deliver(
            At("2026-03-29T12:00:00Z"),
            "UserCreated",
            """{"messageId":"u2","occurredAt":"2026-03-29T12:00:00Z","userId":"bo","origin":"integration"}"""
        );
        _pipeline.Time.Set(_pipeline.Calendar.NightlyInstant(AfterThree).AddHours(3));
        await Ledger(ledger => ledger?.LastDate == AfterThree && ledger.Unfinished is null);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _pipeline.DisposeAsync();

    [Test]
    public async Task Should_have_run_the_dst_night_once_and_one_night_for_the_three()
    {
        await using var session = _pipeline.Worker.Store.QuerySession();
        var runs = await session.Query<NightlyRunDocument>().ToListAsync();
        runs.Select(run => run.BusinessDate).Should().BeEquivalentTo([DstNight, AfterThree]);
    }

    [Test]
    public async Task Should_date_what_became_overdue_on_the_day_it_did()
    {
        var events = await Events("ada");
        events.OfType<PeriodBecameOverdue>().Single().EffectiveOn.Should().Be(new DateOnly(2026, 3, 31));
    }

    [Test]
    public async Task Should_date_what_was_gained_on_the_run()
    {
        var planned = (await Events("bo")).OfType<PeriodPlanned>().Single().Period;
        planned.EnrolledOn.Should().Be(AfterThree);
        planned.Due.Should().Be(AfterThree.AddDays(1));
    }

    [Test]
    public async Task Should_count_each_person_once()
    {
        var run = (await _pipeline.Run(AfterThree))!;
        run.Batch.Counts.Should().Be(new SegmentCounts(1, 1, 0, 0));
        run.Rollover.Counts.Should().Be(new SegmentCounts(1, 1, 0, 0));
    }

    private async Task<IReadOnlyList<object>> Events(string learner)
    {
        await using var session = _pipeline.Worker.Store.QuerySession();
        return [.. (await session.Events.FetchStreamAsync($"enrollment/a/{learner}")).Select(recorded => recorded.Data)];
    }

    private Task<NightlySchedulerState?> Ledger(Func<NightlySchedulerState?, bool> isThere) =>
        Eventually.Be(
            async () =>
            {
                await using var session = _pipeline.Worker.Store.QuerySession();
                return await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId);
            },
            isThere,
            seconds: 30
        );

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
