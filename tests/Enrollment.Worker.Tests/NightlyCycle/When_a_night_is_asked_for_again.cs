using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Enrollment.Worker.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

public sealed class When_a_night_is_asked_for_again
{
    private static readonly DateOnly Date = new(2025, 6, 1);

    private NightlyWorld _world = null!;

    [SetUp]
    public async Task SetUp() => _world = await NightlyWorld.Create();

    [TearDown]
    public async Task TearDown() => await _world.DisposeAsync();

    [Test]
    public async Task Should_run_once_when_two_workers_are_asked_at_once()
    {
        await _world.StartWorkers(2, new NightScript());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _world.Ask(Date, i % 2)));
        await _world.Completed(Date);
        await ShouldHaveRunOnce();
    }

    [Test]
    public async Task Should_ignore_it_after_the_end()
    {
        await _world.StartWorkers(1, new NightScript());
        await _world.Ask(Date);
        var first = await _world.Completed(Date);
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.Ask(Date);
        await AfterEverythingWasTaken();
        (await _world.Run(Date)).Should().BeEquivalentTo(first, options => options.Excluding(run => run.Version));
        await ShouldHaveRunOnce();
    }

    [Test]
    public async Task Should_refuse_a_date_before_the_last()
    {
        await _world.StartWorkers(1, new NightScript());
        await _world.Ask(Date);
        await _world.Completed(Date);
        await _world.Ask(Date.AddDays(-1));
        await AfterEverythingWasTaken();
        (await _world.Run(Date.AddDays(-1))).Should().BeNull();
        (await _world.Events(Date.AddDays(-1))).Should().BeEmpty();
        (await _world.All<CompletedWork>()).Should().NotContain(one => one.Date < Date);
    }

    [Test]
    public async Task Should_not_start_the_next_date_while_it_is_unfinished()
    {
        await _world.StartWorkers(2, new NightScript { Takes = TimeSpan.FromMilliseconds(300) });
        await _world.Ask(Date);
        await NightlyWorld.Eventually(() => _world.Run(Date), run => run is not null);
        await _world.Ask(Date.AddDays(1));
        var first = await _world.Completed(Date);
        (await _world.Run(Date.AddDays(1))).Should().BeNull();
        await _world.Ask(Date.AddDays(1));
        var second = await _world.Completed(Date.AddDays(1));
        second.Batch.Counts.Should().Be(first.Batch.Counts);
    }

    // One worker takes the messages of the saga one by one, in order: when a later date is done, what was asked before it was taken.
    private async Task AfterEverythingWasTaken()
    {
        await _world.Ask(Date.AddDays(1));
        await _world.Completed(Date.AddDays(1));
    }

    private async Task ShouldHaveRunOnce()
    {
        (await _world.Events(Date)).Select(e => e.GetType()).Should().Equal(typeof(NightStarted), typeof(NightFinished));
        var done = (await _world.All<CompletedWork>()).Where(one => one.Date == Date).ToList();
        done.Should().OnlyHaveUniqueItems(one => one.Piece).And.HaveCount(7);
    }
}
