using Enrollment.Contracts;
using MassTransit;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>What the nightly cycle does on its way; the way itself is in <see cref="NightlyCycle"/>.</summary>
internal static class NightlySteps
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Nothing was asked for or answered for a while: what is outstanding may be lost and is asked for again.</summary>
    public static bool IsSilent(BehaviorContext<NightlyCycleState> context) =>
        TimeProvider.System.GetUtcNow() - context.Saga.LastHeard >= Silence;

    public static bool IsBatchDone(BehaviorContext<NightlyCycleState> context) => context.Saga.Batch.Outstanding.Count == 0;

    public static bool IsRolloverDone(BehaviorContext<NightlyCycleState> context) => context.Saga.Rollover.Outstanding.Count == 0;

    public static void TakeBatchPlan(BehaviorContext<NightlyCycleState, NightlyBatchPlanned> context) =>
        context.Saga.Batch = PhaseProgress.Planned(context.Message.Work);

    public static void TakeRolloverPlan(BehaviorContext<NightlyCycleState, PeriodRolloverPlanned> context) =>
        context.Saga.Rollover = PhaseProgress.Planned(context.Message.Work);

    public static void CountBatchSegment(BehaviorContext<NightlyCycleState, BatchSegmentCompleted> context)
    {
        context.Saga.Batch = context.Saga.Batch.With(context.Message.Segment, context.Message.Counts);
        Hear(context.Saga);
    }

    public static void CountRolloverSegment(BehaviorContext<NightlyCycleState, RolloverSegmentCompleted> context)
    {
        context.Saga.Rollover = context.Saga.Rollover.With(context.Message.Segment, context.Message.Counts);
        Hear(context.Saga);
    }

    public static EventActivityBinder<NightlyCycleState, T> AskForBatchPlan<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => run.Then(x => Hear(x.Saga)).Publish(x => new RunNightlyBatch(x.Saga.BusinessDate));

    public static EventActivityBinder<NightlyCycleState, T> AskForRolloverPlan<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => run.Then(x => Hear(x.Saga)).Publish(x => new RollOverPeriods(x.Saga.BusinessDate));

    public static EventActivityBinder<NightlyCycleState, T> AskForBatchSegments<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => run.Then(x => Hear(x.Saga)).ThenAsync(x =>
            x.PublishBatch(x.Saga.Batch.Outstanding.Select(number => new RunBatchSegment(x.Saga.BusinessDate, number))));

    public static EventActivityBinder<NightlyCycleState, T> AskForRolloverSegments<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => run.Then(x => Hear(x.Saga)).ThenAsync(x =>
            x.PublishBatch(x.Saga.Rollover.Outstanding.Select(number => new RunRolloverSegment(x.Saga.BusinessDate, number))));

    private static void Hear(NightlyCycleState run) => run.LastHeard = TimeProvider.System.GetUtcNow();
}
