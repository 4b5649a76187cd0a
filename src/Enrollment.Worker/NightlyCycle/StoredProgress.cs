using Marten;
using MassTransit;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>How far a run is, from the plans and results in the store. Anybody may publish a message that says otherwise.</summary>
internal static class StoredProgress
{
    public static async Task<PhaseProgress> LoadProgressAsync(
        this IQuerySession session,
        DateOnly date,
        NightlyPhase phase,
        CancellationToken cancellationToken
    )
    {
        if (await session.LoadAsync<PhasePlan>(NightlyRun.KeyOf(date, phase), cancellationToken) is not { } plan)
            return PhaseProgress.NotPlanned;
        var results = await session
            .Query<SegmentResult>()
            .Where(result => result.BusinessDate == date && result.Phase == phase)
            .ToListAsync(cancellationToken);
        return PhaseProgress.Of(plan.Work, results);
    }

    /// <summary>Takes both phases from the store. The rollover is looked at once every segment of the batch has its result.</summary>
    public static async Task LoadProgressAsync(BehaviorContext<NightlyCycleState> context)
    {
        var (session, run) = (context.GetPayload<IDocumentSession>(), context.Saga);
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
        BehaviorContext<NightlyCycleState> context,
        PhaseProgress progress,
        NightlyPhase phase,
        int segment
    )
    {
        if (!progress.Outstanding.Contains(segment))
            return progress;
        var key = SegmentResult.KeyOf(context.Saga.BusinessDate, phase, segment);
        if (await context.GetPayload<IDocumentSession>().LoadAsync<SegmentResult>(key, context.CancellationToken) is not { } result)
            return progress;
        context.Saga.NoteProgress();
        return progress.With(segment, result.Counts);
    }

    private static (bool, int, bool, int) Stage(NightlyCycleState run) =>
        (run.Batch.IsPlanned, run.Batch.Outstanding.Count, run.Rollover.IsPlanned, run.Rollover.Outstanding.Count);
}
