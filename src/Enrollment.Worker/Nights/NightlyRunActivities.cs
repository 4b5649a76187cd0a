using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights.Messages;
using Marten;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>The activities of the saga. <see cref="NightlyRunStateMachine"/> has their order.</summary>
internal static class NightlyRunActivities
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Nothing was requested or found done for a while: the outstanding commands may be lost, and are sent again.</summary>
    public static bool IsSilent(BehaviorContext<NightlyRunState> context) =>
        TimeProvider.System.GetUtcNow() - context.Saga.Run.LastHeard >= Silence;

    /// <summary>Reads both phases from the plans and results in the store, since a message may come from anybody.</summary>
    public static async Task LoadProgressAsync(BehaviorContext<NightlyRunState> context)
    {
        var (session, run) = (context.GetPayload<IDocumentSession>(), context.Saga.Run);
        var before = StageOf(run);
        run.Batch = await session.LoadProgressAsync(run.BusinessDate, NightlyPhase.Batch, context.CancellationToken);
        run.Rollover = run.Batch.IsDone
            ? await session.LoadProgressAsync(run.BusinessDate, NightlyPhase.Rollover, context.CancellationToken)
            : PhaseProgress.NotPlanned;
        if (StageOf(run) != before)
            run.NoteProgress();
    }

    /// <summary>Counts a segment if it is outstanding and its result is stored.</summary>
    public static async Task CountSegmentAsync(BehaviorContext<NightlyRunState> context, NightlyPhase phase, int segment)
    {
        var run = context.Saga.Run;
        if (!run.ProgressOf(phase).Outstanding.Contains(segment))
            return;
        var key = SegmentResult.KeyOf(run.BusinessDate, phase, segment);
        if (await context.GetPayload<IDocumentSession>().LoadAsync<SegmentResult>(key, context.CancellationToken) is { } result)
            run.Count(result);
    }

    public static EventActivityBinder<NightlyRunState, T> RequestPlan<T>(EventActivityBinder<NightlyRunState, T> run, NightlyPhase phase)
        where T : class =>
        run.Then(NoteRequest).ThenAsync(x => x.Publish(PhaseMessages.Plan(x.Saga.Run.BusinessDate, phase), x.CancellationToken));

    public static EventActivityBinder<NightlyRunState, T> RequestSegments<T>(
        EventActivityBinder<NightlyRunState, T> run,
        NightlyPhase phase
    )
        where T : class => run.Then(NoteRequest).ThenAsync(x => x.PublishBatch(OutstandingOf(x.Saga.Run, phase), x.CancellationToken));

    private static IEnumerable<object> OutstandingOf(NightlyRunDocument run, NightlyPhase phase) =>
        run.ProgressOf(phase).Outstanding.Select(segment => PhaseMessages.RunSegment(run.BusinessDate, phase, segment));

    private static void NoteRequest(BehaviorContext<NightlyRunState> context) =>
        context.Saga.Run.LastHeard = TimeProvider.System.GetUtcNow();

    private static (bool, int, bool, int) StageOf(NightlyRunDocument run) =>
        (run.Batch.IsPlanned, run.Batch.Outstanding.Count, run.Rollover.IsPlanned, run.Rollover.Outstanding.Count);
}
