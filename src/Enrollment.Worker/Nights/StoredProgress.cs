using Enrollment.Storage.Nights;
using Marten;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>How far a run is, from the plans and results in the store. Anybody may publish a message that says otherwise.</summary>
internal static class StoredProgress
{
    /// <summary>Takes both phases from the store. The rollover is looked at once every segment of the batch has its result.</summary>
    public static async Task LoadProgressAsync(BehaviorContext<NightlyRunState> context)
    {
        var (session, run) = (context.GetPayload<IDocumentSession>(), context.Saga.Run);
        var before = Stage(run);
        run.Batch = await session.LoadProgressAsync(run.BusinessDate, NightlyPhase.Batch, context.CancellationToken);
        run.Rollover = run.Batch.IsDone
            ? await session.LoadProgressAsync(run.BusinessDate, NightlyPhase.Rollover, context.CancellationToken)
            : PhaseProgress.NotPlanned;
        if (Stage(run) != before)
            run.NoteProgress();
    }

    /// <summary>Counts one segment if it is outstanding and its result is stored.</summary>
    public static async Task<PhaseProgress> CountAsync(
        BehaviorContext<NightlyRunState> context,
        PhaseProgress progress,
        NightlyPhase phase,
        int segment
    )
    {
        if (!progress.Outstanding.Contains(segment))
            return progress;
        var key = SegmentResult.KeyOf(context.Saga.Run.BusinessDate, phase, segment);
        if (await context.GetPayload<IDocumentSession>().LoadAsync<SegmentResult>(key, context.CancellationToken) is not { } result)
            return progress;
        context.Saga.Run.NoteProgress();
        return progress.With(segment, result.Counts);
    }

    private static (bool, int, bool, int) Stage(NightlyRunDocument run) =>
        (run.Batch.IsPlanned, run.Batch.Outstanding.Count, run.Rollover.IsPlanned, run.Rollover.Outstanding.Count);
}
