using Enrollment.Contracts;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights.Messages;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>What the nightly cycle does on its way; the way itself is in <see cref="NightlyRunStateMachine"/>.</summary>
internal static class NightlyRunActivities
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Nothing was asked for or found done for a while: what is outstanding may be lost and is asked for again.</summary>
    public static bool IsSilent(BehaviorContext<NightlyRunState> context) =>
        TimeProvider.System.GetUtcNow() - context.Saga.Run.LastHeard >= Silence;

    public static async Task CountBatchSegment(BehaviorContext<NightlyRunState, BatchSegmentCompleted> context)
    {
        var (run, segment) = (context.Saga.Run, context.Message.Segment);
        run.Batch = await StoredProgress.CountAsync(context, run.Batch, NightlyPhase.Batch, segment);
    }

    public static async Task CountRolloverSegment(BehaviorContext<NightlyRunState, RolloverSegmentCompleted> context)
    {
        var (run, segment) = (context.Saga.Run, context.Message.Segment);
        run.Rollover = await StoredProgress.CountAsync(context, run.Rollover, NightlyPhase.Rollover, segment);
    }

    public static EventActivityBinder<NightlyRunState, T> AskForBatchPlan<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => run.Then(NoteAsked).Publish(x => new RunNightlyBatch(x.Saga.Run.BusinessDate));

    public static EventActivityBinder<NightlyRunState, T> AskForRolloverPlan<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class => run.Then(NoteAsked).Publish(x => new RollOverPeriods(x.Saga.Run.BusinessDate));

    public static EventActivityBinder<NightlyRunState, T> AskForBatchSegments<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class =>
        run.Then(NoteAsked)
            .ThenAsync(x =>
                x.PublishBatch(x.Saga.Run.Batch.Outstanding.Select(number => new RunBatchSegment(x.Saga.Run.BusinessDate, number)))
            );

    public static EventActivityBinder<NightlyRunState, T> AskForRolloverSegments<T>(EventActivityBinder<NightlyRunState, T> run)
        where T : class =>
        run.Then(NoteAsked)
            .ThenAsync(x =>
                x.PublishBatch(x.Saga.Run.Rollover.Outstanding.Select(number => new RunRolloverSegment(x.Saga.Run.BusinessDate, number)))
            );

    private static void NoteAsked(BehaviorContext<NightlyRunState> context) => context.Saga.Run.LastHeard = TimeProvider.System.GetUtcNow();
}
