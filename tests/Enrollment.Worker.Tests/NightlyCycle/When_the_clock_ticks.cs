using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights;

namespace NightlyCycle;

public sealed class When_the_clock_ticks
{
    private static readonly DateOnly Today = new(2025, 6, 1);

    private NightlyWorld world = null!;

    [SetUp]
    public async Task SetUp() => world = await NightlyWorld.Create();

    [TearDown]
    public async Task TearDown() => await world.DisposeAsync();

    [Test]
    public async Task Should_begin_with_the_first_night_after_the_first_start()
    {
        await world.StartWorkers(2, new WorkOrder(), clock: true);
        await NightlyWorld.Eventually(world.All<NightlyLedger>, ledgers => ledgers.Count == 1);
        world.Time.Advance(TimeSpan.FromHours(13.9));
        await Task.Delay(2500);
        (await world.All<NightlyRunDocument>()).Should().BeEmpty();
        world.Time.Advance(TimeSpan.FromHours(0.1));
        await world.Completed(Today.AddDays(1));
        await ShouldHaveRunOnceEach(Today.AddDays(1));
    }

    [Test]
    public async Task Should_run_once_for_the_latest_of_three_missed_nights()
    {
        await world.Given(new NightlyLedger { Since = world.Time.GetUtcNow(), LastDate = Today });
        world.Time.Advance(TimeSpan.FromDays(3));
        await world.StartWorkers(2, new WorkOrder(), clock: true);
        await world.Completed(Today.AddDays(3));
        await ShouldHaveRunOnceEach(Today.AddDays(3));
    }

    [Test]
    public async Task Should_run_every_night_when_its_time_comes()
    {
        await world.Given(new NightlyLedger { Since = world.Time.GetUtcNow(), LastDate = Today });
        await world.StartWorkers(2, new WorkOrder(), clock: true);
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.Completed(Today.AddDays(1), withinSeconds: 10);
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.Completed(Today.AddDays(2), withinSeconds: 10);
        await ShouldHaveRunOnceEach(Today.AddDays(1), Today.AddDays(2));
    }

    [Test]
    public async Task Should_continue_the_unfinished_run_before_the_next()
    {
        await world.StartWorkers(
            1,
            new WorkOrder
            {
                FailingSegment = 2,
                Failures = 1,
                Takes = TimeSpan.FromSeconds(1),
            },
            clock: true
        );
        await world.Ask(Today);
        await NightlyWorld.Eventually(() => world.Run(Today), run => run is not null);
        world.Time.Advance(TimeSpan.FromDays(1));
        var next = await world.Completed(Today.AddDays(1));
        var first = (await world.Run(Today))!;
        first.CompletedAt.Should().Be(world.Time.GetUtcNow());
        next.Batch.Counts.Should().Be(first.Batch.Counts);
        var done = await world.All<Done>();
        done.Where(one => one.Date > Today).Min(one => one.At).Should().BeAfter(done.Where(one => one.Date == Today).Max(one => one.At));
    }

    [Test]
    public async Task Should_be_silent_when_it_is_switched_off()
    {
        await world.Given(new NightlyLedger { Since = world.Time.GetUtcNow(), LastDate = Today });
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.StartWorkers(1, new WorkOrder());
        await Task.Delay(2500);
        (await world.All<NightlyRunDocument>()).Should().BeEmpty();
    }

    private async Task ShouldHaveRunOnceEach(params DateOnly[] dates)
    {
        (await world.All<NightlyRunDocument>()).Select(run => run.BusinessDate).Should().BeEquivalentTo(dates);
        (await world.All<Done>()).Should().OnlyHaveUniqueItems(one => one.Piece).And.HaveCount(7 * dates.Length);
    }
}
