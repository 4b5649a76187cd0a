using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>A worker died after the run's state was saved and before its commands were sent; the clock's repeated start heals it.</summary>
public sealed class When_commands_were_lost
{
    private static readonly DateOnly Date = new(2025, 6, 1);

    private NightlyWorld _world = null!;
    private DateTimeOffset _started;

    [SetUp]
    public async Task SetUp()
    {
        _world = await NightlyWorld.Create();
        _started = DateTimeOffset.UtcNow;
    }

    [TearDown]
    public async Task TearDown() => await _world.DisposeAsync();

    [Test]
    public async Task Should_plan_the_batch()
    {
        await GivenRun("PlanningBatch", PhaseProgress.NotPlanned, PhaseProgress.NotPlanned);
        await ShouldFinish(done: 7);
    }

    [Test]
    public async Task Should_take_the_plan_that_was_committed()
    {
        await GivenRun("PlanningBatch", PhaseProgress.NotPlanned, PhaseProgress.NotPlanned);
        await _world.Given(PhasePlan.Of(Date, NightlyPhase.Batch, new(3, 10)));
        await ShouldFinish(done: 6);
    }

    [Test]
    public async Task Should_run_the_segments_nobody_answered_for()
    {
        await GivenRun(
            "RunningBatch",
            PhaseProgress.Planned(new(3, 10)).With(1, RecordingPhaseHandler.CountsOf(1)),
            PhaseProgress.NotPlanned
        );
        await _world.Given(
            PhasePlan.Of(Date, NightlyPhase.Batch, new(3, 10)),
            SegmentResult.Of(Date, NightlyPhase.Batch, 1, RecordingPhaseHandler.CountsOf(1)),
            SegmentResult.Of(Date, NightlyPhase.Batch, 2, RecordingPhaseHandler.CountsOf(2))
        );
        await ShouldFinish(done: 4);
        (await _world.All<CompletedWork>())
            .Where(one => one.Phase == NightlyPhase.Batch)
            .Should()
            .ContainSingle()
            .Which.Segment.Should()
            .Be(3);
    }

    [Test]
    public async Task Should_plan_the_rollover()
    {
        await GivenBatchDone();
        await GivenRun("PlanningRollover", AllDone(3), PhaseProgress.NotPlanned);
        await ShouldFinish(done: 3);
    }

    [Test]
    public async Task Should_run_the_segments_of_the_rollover()
    {
        await GivenBatchDone();
        await _world.Given(PhasePlan.Of(Date, NightlyPhase.Rollover, new(2, 10)));
        await GivenRun("RunningRollover", AllDone(3), PhaseProgress.Planned(new(2, 10)));
        await ShouldFinish(done: 2);
    }

    [Test]
    public async Task Should_wait_for_an_answer_and_then_ask_again()
    {
        await GivenBatchDone();
        await _world.Given(PhasePlan.Of(Date, NightlyPhase.Rollover, new(2, 10)));
        await GivenRun("RunningRollover", AllDone(3), PhaseProgress.Planned(new(2, 10)), lastHeard: DateTimeOffset.UtcNow);
        await ShouldFinish(done: 2);
        (await _world.All<CompletedWork>()).Min(one => one.At).Should().BeAfter(_started.AddSeconds(10));
    }

    private static PhaseProgress AllDone(int segments) =>
        Enumerable
            .Range(1, segments)
            .Aggregate(
                PhaseProgress.Planned(new(segments, 10)),
                (progress, segment) => progress.With(segment, RecordingPhaseHandler.CountsOf(segment))
            );

    private Task GivenBatchDone() =>
        _world.Given([
            PhasePlan.Of(Date, NightlyPhase.Batch, new(3, 10)),
            .. Enumerable
                .Range(1, 3)
                .Select(segment => SegmentResult.Of(Date, NightlyPhase.Batch, segment, RecordingPhaseHandler.CountsOf(segment))),
        ]);

    private Task GivenRun(string state, PhaseProgress batch, PhaseProgress rollover, DateTimeOffset lastHeard = default) =>
        _world.Given(
            new NightlySchedulerState
            {
                Since = _world.Time.GetUtcNow(),
                LastDate = Date,
                Unfinished = Date,
            },
            new NightlyRunDocument
            {
                CorrelationId = NightlyRun.IdOf(Date),
                BusinessDate = Date,
                CurrentState = state,
                Instant = NightlyWorld.Calendar.NightlyInstant(Date),
                StartedAt = _world.Time.GetUtcNow(),
                Batch = batch,
                Rollover = rollover,
                LastHeard = lastHeard,
            }
        );

    private async Task ShouldFinish(int done)
    {
        await _world.StartWorkers(1, new NightScript(), clock: true);
        var run = await _world.Completed(Date);
        run.Batch.Counts.Should().Be(new SegmentCounts(60, 42, 12, 6));
        run.Rollover.Counts.Should().Be(new SegmentCounts(30, 21, 6, 3));
        (await _world.All<CompletedWork>()).Should().OnlyHaveUniqueItems(one => one.Piece).And.HaveCount(done);
    }
}
