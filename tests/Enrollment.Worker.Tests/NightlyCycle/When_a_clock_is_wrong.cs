using Enrollment.Contracts;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

public sealed class When_a_clock_is_wrong
{
    private static readonly DateOnly Today = new(2025, 6, 1);
    private static readonly TimeSpan SomeTicks = TimeSpan.FromSeconds(3);

    private NightlyWorld _world = null!;

    [SetUp]
    public async Task SetUp()
    {
        _world = await NightlyWorld.Create();
        await _world.Given(new NightlySchedulerState { Since = _world.Time.GetUtcNow(), LastDate = Today });
    }

    [TearDown]
    public async Task TearDown() => await _world.DisposeAsync();

    [TestCase(65)]
    [TestCase(-65)]
    public async Task Should_begin_no_night_while_the_machine_and_the_database_disagree(int secondsAhead)
    {
        _world.Machine.Ahead = TimeSpan.FromSeconds(secondsAhead);
        await _world.StartWorkers(2, new NightScript(), clock: true);
        await _world.Ask(Today.AddDays(1));
        await Task.Delay(SomeTicks);
        (await _world.All<NightlyRunDocument>()).Should().BeEmpty();
        _world.Machine.Ahead = TimeSpan.Zero;
        await _world.Completed(Today.AddDays(1));
    }

    [Test]
    public async Task Should_not_mind_half_a_minute()
    {
        _world.Machine.Ahead = TimeSpan.FromSeconds(30);
        await _world.StartWorkers(1, new NightScript(), clock: true);
        _world.Time.Advance(TimeSpan.FromDays(1));
        await _world.Completed(Today.AddDays(1));
    }

    [Test]
    public async Task Should_run_the_next_night_after_a_clock_was_years_ahead_for_some_seconds()
    {
        await _world.StartWorkers(2, new NightScript(), clock: true);
        var now = _world.Time.GetUtcNow();
        _world.Time.AdjustTime(new DateTimeOffset(2031, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await Task.Delay(SomeTicks);
        _world.Time.AdjustTime(now.AddDays(1));
        await _world.Completed(Today.AddDays(1));
        (await _world.All<NightlyRunDocument>()).Should().ContainSingle();
    }

    [Test]
    public async Task Should_begin_a_night_fourteen_days_after_the_last_by_itself()
    {
        _world.Time.Advance(TimeSpan.FromDays(14));
        await _world.StartWorkers(1, new NightScript(), clock: true);
        await _world.Completed(Today.AddDays(14));
    }

    [Test]
    public async Task Should_wait_for_an_operator_before_a_night_that_comes_later()
    {
        _world.Time.Advance(TimeSpan.FromDays(15));
        await _world.StartWorkers(1, new NightScript(), clock: true);
        await _world.Bus().Publish(new StartNightlyRun(Today.AddDays(15)));
        await Task.Delay(SomeTicks);
        (await _world.All<NightlyRunDocument>()).Should().BeEmpty("whoever may publish is no operator");
        // Only what is stored counts: the clock finds it without any message.
        await NightlyRequest.StoreAsync(_world.Store, Today.AddDays(15), _world.Time.GetUtcNow(), _ => { }, CancellationToken.None);
        await _world.Completed(Today.AddDays(15));
        (await _world.All<NightlySchedulerState>()).Should().ContainSingle().Which.Requested.Should().BeNull();
    }
}
