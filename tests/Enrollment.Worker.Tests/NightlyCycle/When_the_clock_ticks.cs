using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Enrollment.Worker.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

public sealed class When_the_clock_ticks
{
    private static readonly DateOnly Today = new(2025, 6, 1);

    private NightlyWorld _world = null!;

    [SetUp]
    public async Task SetUp() => _world = await NightlyWorld.Create();

    [TearDown]
    public async Task TearDown() => await _world.DisposeAsync();

    [Test]
    public async Task Should_begin_with_the_first_night_after_the_first_start()
    {
        await _world.StartWorkers(2, new NightScript(), clock: true);
        await NightlyWorld.Eventually(_world.All<NightlySchedulerState>, ledgers => ledgers.Count == 1);
        _world.Time.Advance(TimeSpan.FromHours(13.9));
        await Task.Delay(2500);
        (await _world.All<NightlyRunDocument>()).Should().BeEmpty();
        _world.Time.Advance(TimeSpan.FromHours(0.1));
        await _world.Completed(Today.AddDays(1));
        await ShouldHaveRunOnceEach(Today.AddDays(1));
    }

    [Test]
    public async Task Should_run_once_for_the_latest_of_three_missed_nights()
    {
        await _world.Given(new NightlySchedulerState { Since = _world.Time.GetUtcNow(), LastDate = Today });
        _world.Time.Advance(TimeSpan.FromDays(3));
        await _world.StartWorkers(2, new NightScript(), clock: true);
        await _world.Completed(Today.AddDays(3));
        await ShouldHaveRunOnceEach(Today.AddDays(3));
    }

    [Test]
    public async Task Should_run_every_night_when_its_time_comes()
    {
        await _world.Given(new NightlySchedulerState { Since = _world.Time.GetUtcNow(), LastDate = Today });
        await _world.StartWorkers(2, new NightScript(), clock: true);
        _world.Time.Advance(TimeSpan.FromDays(1));
        await _world.Completed(Today.AddDays(1), withinSeconds: 10);
        _world.Time.Advance(TimeSpan.FromDays(1));
        await _world.Completed(Today.AddDays(2), withinSeconds: 10);
        await ShouldHaveRunOnceEach(Today.AddDays(1), Today.AddDays(2));
    }

    [Test]
    public async Task Should_continue_the_unfinished_run_before_the_next()
    {
        await _world.StartWorkers(
            1,
            new NightScript
            {
                FailingSegment = 2,
                Failures = 1,
                Takes = TimeSpan.FromSeconds(1),
            },
            clock: true
        );
        await _world.Ask(Today);
        await NightlyWorld.Eventually(() => _world.Run(Today), run => run is not null);
        _world.Time.Advance(TimeSpan.FromDays(1));
        var next = await _world.Completed(Today.AddDays(1));
        var first = (await _world.Run(Today))!;
        first.CompletedAt.Should().Be(_world.Time.GetUtcNow());
        next.Batch.Counts.Should().Be(first.Batch.Counts);
        var done = await _world.All<CompletedWork>();
        done.Where(one => one.Date > Today).Min(one => one.At).Should().BeAfter(done.Where(one => one.Date == Today).Max(one => one.At));
    }

    [Test]
    public async Task Should_be_silent_when_it_is_switched_off()
    {
        await _world.Given(new NightlySchedulerState { Since = _world.Time.GetUtcNow(), LastDate = Today });
        _world.Time.Advance(TimeSpan.FromDays(1));
        await _world.StartWorkers(1, new NightScript());
        await Task.Delay(2500);
        (await _world.All<NightlyRunDocument>()).Should().BeEmpty();
    }

    private async Task ShouldHaveRunOnceEach(params DateOnly[] dates)
    {
        (await _world.All<NightlyRunDocument>()).Select(run => run.BusinessDate).Should().BeEquivalentTo(dates);
        (await _world.All<CompletedWork>()).Should().OnlyHaveUniqueItems(one => one.Piece).And.HaveCount(7 * dates.Length);
    }
}
