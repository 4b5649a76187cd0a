using Enrollment.Contracts;
using MassTransit;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>What the nightly cycle does on its way; the way itself is in <see cref="NightlyCycle"/>.</summary>
internal static class NightlySteps
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Nothing was asked for or found done for a while: what is outstanding may be lost and is asked for again.</summary>
    public static bool IsSilent(BehaviorContext<NightlyCycleState> context) =>
        TimeProvider.System.GetUtcNow() - context.Saga.LastHeard >= Silence;

    public static async Task CountBatchSegment(BehaviorContext<NightlyCycleState, BatchSegmentCompleted> context)
    {
        var (run, segment) = (context.Saga, context.Message.Segment);
        run.Batch = await StoredProgress.CountAsync(context, run.Batch, NightlyPhase.Batch, segment);
    }

    public static async Task CountRolloverSegment(BehaviorContext<NightlyCycleState, RolloverSegmentCompleted> context)
    {
        var (run, segment) = (context.Saga, context.Message.Segment);
        run.Rollover = await StoredProgress.CountAsync(context, run.Rollover, NightlyPhase.Rollover, segment);
    }

    public static EventActivityBinder<NightlyCycleState, T> AskForBatchPlan<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => run.Then(NoteAsked).Publish(x => new RunNightlyBatch(x.Saga.BusinessDate));

    public static EventActivityBinder<NightlyCycleState, T> AskForRolloverPlan<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class => run.Then(NoteAsked).Publish(x => new RollOverPeriods(x.Saga.BusinessDate));

    public static EventActivityBinder<NightlyCycleState, T> AskForBatchSegments<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class =>
        run.Then(NoteAsked)
            .ThenAsync(x => x.PublishBatch(x.Saga.Batch.Outstanding.Select(number => new RunBatchSegment(x.Saga.BusinessDate, number))));

    public static EventActivityBinder<NightlyCycleState, T> AskForRolloverSegments<T>(EventActivityBinder<NightlyCycleState, T> run)
        where T : class =>
        run.Then(NoteAsked)
            .ThenAsync(x =>
                x.PublishBatch(x.Saga.Rollover.Outstanding.Select(number => new RunRolloverSegment(x.Saga.BusinessDate, number)))
            );

    private static void NoteAsked(BehaviorContext<NightlyCycleState> context) => context.Saga.LastHeard = TimeProvider.System.GetUtcNow();
}
