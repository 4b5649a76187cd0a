using Enrollment.Processing.Observability;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>
/// Does the work of a run and notes that it is done in one transaction. What is noted is read again. Null for what is not to be done, since
/// anybody may ask: the run is unknown or finished, the phase is not planned or its turn has not come, there is no such segment.
/// </summary>
public sealed class IdempotentPhaseExecutor(IDocumentStore store, ILogger<IdempotentPhaseExecutor> log)
{
    public async Task<PhasePlan?> Plan(INightlyWork work, DateOnly date, NightlyPhase phase, CancellationToken cancellationToken)
    {
        var key = NightlyRun.KeyOf(date, phase);
        using var span = EnrollmentMetrics.Activities.StartActivity($"plan {phase}");
        using var scope = log.BeginRun(date);
        await using var session = await Alone(key, date, cancellationToken);
        if (await Unfinished(session, date, cancellationToken) is not { } run)
            return null;
        if (await session.LoadAsync<PhasePlan>(key, cancellationToken) is { } known)
            return known;
        if (!await IsItsTurn(session, date, phase, cancellationToken))
            return null;
        var plan = PhasePlan.Of(date, phase, await work.Plan(session, run, cancellationToken));
        session.Insert(plan);
        await session.SaveChangesAsync(cancellationToken);
        return plan;
    }

    /// <param name="work">What the phase does.</param>
    /// <param name="date">The run.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="segment">Its number.</param>
    /// <param name="attempt">How often it was tried before: a conflict that stays is no passing one.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    public async Task<SegmentResult?> Run(
        INightlyWork work,
        DateOnly date,
        NightlyPhase phase,
        int segment,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        using var span = EnrollmentMetrics
            .Activities.StartActivity($"segment of {phase}")
            ?.SetTag("enrollment.run", SegmentResult.KeyOf(date, phase, segment));
        using var scope = log.BeginRun(date);
        try
        {
            return await Run(work, date, phase, segment, RejectedItems.None, cancellationToken);
        }
        catch (Exception trouble) when (!IsPassing(trouble, attempt))
        {
            log.LogWarning(
                trouble,
                "Segment {Segment} of {Phase} could not be stored; what it consists of is tried one by one",
                segment,
                phase
            );
            var run = await RunOf(date, cancellationToken);
            return run is null
                ? null
                : await Run(work, date, phase, segment, await work.FindUnstorable(run, segment, cancellationToken), cancellationToken);
        }
    }

    private async Task<SegmentResult?> Run(
        INightlyWork work,
        DateOnly date,
        NightlyPhase phase,
        int segment,
        RejectedItems unstorable,
        CancellationToken cancellationToken
    )
    {
        var key = SegmentResult.KeyOf(date, phase, segment);
        await using var session = await Alone(key, date, cancellationToken);
        if (await Unfinished(session, date, cancellationToken) is not { } run)
            return null;
        if (await session.LoadAsync<SegmentResult>(key, cancellationToken) is { } known)
            return known;
        if (!await IsPlanned(session, date, phase, segment, cancellationToken))
            return null;
        var result = SegmentResult.Of(date, phase, segment, await work.Run(session, run, segment, unstorable, cancellationToken));
        session.Insert(result);
        await session.SaveChangesAsync(cancellationToken);
        return result;
    }

    // A rollover planned before the batch has ended would leave out what the batch brings about.
    private static async Task<bool> IsItsTurn(
        IDocumentSession session,
        DateOnly date,
        NightlyPhase phase,
        CancellationToken cancellationToken
    ) => phase == NightlyPhase.Batch || (await session.LoadProgressAsync(date, NightlyPhase.Batch, cancellationToken)).IsDone;

    private static async Task<bool> IsPlanned(
        IDocumentSession session,
        DateOnly date,
        NightlyPhase phase,
        int segment,
        CancellationToken cancellationToken
    ) =>
        await session.LoadAsync<PhasePlan>(NightlyRun.KeyOf(date, phase), cancellationToken) is { } plan
        && segment >= 1
        && segment <= plan.Work.Segments;

    private static bool IsPassing(Exception trouble, int attempt) =>
        ExceptionClassifier.IsInterruption(trouble) || (ExceptionClassifier.IsConflict(trouble) && attempt < RejectedItems.LastingConflict);

    private async Task<NightlyRun?> RunOf(DateOnly date, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        return await Unfinished(session, date, cancellationToken);
    }

    // A piece may be asked for while it is being worked on. The second worker waits here and then reads the result; that nothing is done
    // twice rests on the result's key, so a lock lost with its connection costs time only.
    private async Task<IDocumentSession> Alone(string key, DateOnly date, CancellationToken cancellationToken)
    {
        var session = store.LightweightSession();
        session.CorrelationId = NightlyRun.StreamOf(date);
        session.CausationId = key;
        try
        {
            await session.BeginTransactionAsync(cancellationToken);
            await session.QueryAsync<string>("select pg_advisory_xact_lock(hashtextextended(?, 0))::text", cancellationToken, key);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static async Task<NightlyRun?> Unfinished(IDocumentSession session, DateOnly date, CancellationToken cancellationToken)
    {
        var state = await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken);
        return state is { CompletedAt: null } ? state.Run() : null;
    }
}
