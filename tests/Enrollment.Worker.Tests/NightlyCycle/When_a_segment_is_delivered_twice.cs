using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Enrollment.Worker.Nights;
using Enrollment.Worker.Nights.Messages;

namespace Enrollment.Worker.Tests.NightlyCycle;

public sealed class When_a_segment_is_delivered_twice
{
    private static readonly DateOnly Date = new(2025, 6, 1);

    private NightlyWorld _world = null!;

    [SetUp]
    public async Task SetUp() => _world = await NightlyWorld.Create();

    [TearDown]
    public async Task TearDown() => await _world.DisposeAsync();

    [Test]
    public async Task Should_do_and_count_it_once()
    {
        var order = new NightScript { BatchSegments = 6, Takes = TimeSpan.FromMilliseconds(200) };
        await _world.StartWorkers(2, order);
        await _world.Ask(Date);
        await NightlyWorld.Eventually(() => _world.Run(Date), run => run?.Batch.Work.Segments == 6);
        foreach (var segment in new[] { 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6 })
            await _world.Bus(segment % 2).Publish(new RunBatchSegment(Date, segment));
        await ShouldBeExact();
        order.Begun.Should().Be(10, "two workers at the same piece wait for each other");
    }

    [Test]
    public async Task Should_count_an_answer_once()
    {
        await _world.StartWorkers(2, new NightScript { BatchSegments = 6, Takes = TimeSpan.FromMilliseconds(200) });
        await _world.Ask(Date);
        var result = (await NightlyWorld.Eventually(_world.All<SegmentResult>, results => results.Count > 0))[0];
        foreach (var worker in Enumerable.Range(0, 10))
            await _world.Bus(worker % 2).Publish(new BatchSegmentCompleted(Date, result.Segment, result.Counts));
        await ShouldBeExact();
    }

    [Test]
    public async Task Should_do_it_again_when_it_failed_before_the_commit()
    {
        var order = new NightScript
        {
            BatchSegments = 6,
            FailingSegment = 4,
            Failures = 2,
        };
        await _world.StartWorkers(2, order);
        await _world.Ask(Date);
        await ShouldBeExact();
        order.Failures.Should().BeNegative("the segment must have failed twice and then been asked for once more");
    }

    [Test]
    public async Task Should_not_do_it_after_the_run_ended()
    {
        await _world.StartWorkers(1, new NightScript { BatchSegments = 6 });
        await _world.Ask(Date);
        await _world.Completed(Date);
        await _world.Bus().Publish(new RunBatchSegment(Date, 3));
        await _world.Bus().Publish(new RunBatchSegment(Date, 7));
        await _world.Ask(Date.AddDays(1));
        await _world.Completed(Date.AddDays(1));
        await ShouldBeExact();
    }

    private async Task ShouldBeExact()
    {
        var run = await _world.Completed(Date);
        run.Batch.Counts.Should().Be(new SegmentCounts(210, 147, 42, 21));
        run.Rollover.Counts.Should().Be(new SegmentCounts(30, 21, 6, 3));
        var done = (await _world.All<CompletedWork>()).Where(one => one.Date == Date);
        done.Should().OnlyHaveUniqueItems(one => one.Piece).And.HaveCount(10);
    }
}
