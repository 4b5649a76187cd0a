using Marten;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>
/// Does the work of a run and notes that it is done in one transaction. What is noted is only read again; two workers at the same piece meet in
/// the note's key, and the later one is retried and reads it. Null for a run that is unknown or finished: nobody waits for an answer.
/// </summary>
public sealed class OncePerRun(IDocumentStore store)
{
    public async Task<PhasePlan?> Plan(INightlyWork work, DateOnly date, NightlyPhase phase, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<PhasePlan>(NightlyRun.KeyOf(date, phase), cancellationToken) is { } known)
            return known;
        if (await Unfinished(session, date, cancellationToken) is not { } run)
            return null;
        var plan = PhasePlan.Of(date, phase, await work.Plan(session, run, cancellationToken));
        session.Insert(plan);
        await session.SaveChangesAsync(cancellationToken);
        return plan;
    }

    public async Task<SegmentResult?> Run(
        INightlyWork work, DateOnly date, NightlyPhase phase, int segment, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<SegmentResult>(SegmentResult.KeyOf(date, phase, segment), cancellationToken) is { } known)
            return known;
        if (await Unfinished(session, date, cancellationToken) is not { } run)
            return null;
        var result = SegmentResult.Of(date, phase, segment, await work.Run(session, run, segment, cancellationToken));
        session.Insert(result);
        await session.SaveChangesAsync(cancellationToken);
        return result;
    }

    private static async Task<NightlyRun?> Unfinished(IDocumentSession session, DateOnly date, CancellationToken cancellationToken)
    {
        var state = await session.LoadAsync<NightlyCycleState>(NightlyRun.IdOf(date), cancellationToken);
        return state is { CompletedAt: null } ? state.Run() : null;
    }
}
