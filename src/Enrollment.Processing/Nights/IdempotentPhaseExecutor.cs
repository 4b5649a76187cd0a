using Enrollment.Processing.Observability;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>
/// Plans a phase, or runs one of its segments, and stores the plan or the result in the same transaction. A plan or result that is already
/// stored is returned as it is. Commands can come from anybody, so the answer is null when there is nothing to do: the run is unknown or
/// finished, the phase is not planned or not next, or the segment does not exist.
/// </summary>
public sealed class IdempotentPhaseExecutor(
    IDocumentStore store,
    [FromKeyedServices(NightlyPhase.Batch)] INightlyPhaseHandler batch,
    [FromKeyedServices(NightlyPhase.Rollover)] INightlyPhaseHandler rollover,
    ILogger<IdempotentPhaseExecutor> log
)
{
    private const string LockPiece = "select pg_advisory_xact_lock(hashtextextended(@key, 0))";

    public async Task<PhasePlan?> PlanAsync(DateOnly date, NightlyPhase phase, CancellationToken cancellationToken)
    {
        var key = NightlyRun.KeyOf(date, phase);
        using var span = EnrollmentMetrics.Activities.StartActivity($"plan {phase}");
        using var scope = log.BeginRun(date);
        await using var session = await OpenLockedAsync(key, date, cancellationToken);
        if (await FindUnfinishedAsync(session, date, cancellationToken) is not { } run)
            return null;
        if (await session.LoadAsync<PhasePlan>(key, cancellationToken) is { } known)
            return known;
        if (!await IsNextAsync(session, date, phase, cancellationToken))
            return null;
        var plan = PhasePlan.Of(date, phase, await HandlerOf(phase).PlanAsync(session, run, cancellationToken));
        session.Insert(plan);
        await session.SaveChangesAsync(cancellationToken);
        return plan;
    }

    /// <param name="segment">The segment to run.</param>
    /// <param name="attempt">The number of earlier attempts: a conflict that persists is not transient.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    public async Task<SegmentResult?> RunSegmentAsync(SegmentId segment, int attempt, CancellationToken cancellationToken)
    {
        using var span = EnrollmentMetrics.Activities.StartActivity($"segment of {segment.Phase}")?.SetTag("enrollment.run", segment.Key);
        using var scope = log.BeginRun(segment.BusinessDate);
        try
        {
            return await RunSegmentAsync(segment, RejectedItems.None, cancellationToken);
        }
        catch (Exception failure) when (!IsTransient(failure, attempt))
        {
            log.LogWarning(
                failure,
                "Segment {Segment} of {Phase} could not be stored; its items are tried one at a time",
                segment.Number,
                segment.Phase
            );
            return await IsolateRejectedAsync(segment, cancellationToken);
        }
    }

    private async Task<SegmentResult?> IsolateRejectedAsync(SegmentId segment, CancellationToken cancellationToken)
    {
        if (await FindUnfinishedAsync(segment.BusinessDate, cancellationToken) is not { } run)
            return null;
        var rejected = await HandlerOf(segment.Phase).FindRejectedAsync(run, segment.Number, cancellationToken);
        return await RunSegmentAsync(segment, rejected, cancellationToken);
    }

    private async Task<SegmentResult?> RunSegmentAsync(SegmentId segment, RejectedItems rejected, CancellationToken cancellationToken)
    {
        var (date, phase, number) = segment;
        await using var session = await OpenLockedAsync(segment.Key, date, cancellationToken);
        if (await FindUnfinishedAsync(session, date, cancellationToken) is not { } run)
            return null;
        if (await session.LoadAsync<SegmentResult>(segment.Key, cancellationToken) is { } known)
            return known;
        if (!await IsPlannedAsync(session, segment, cancellationToken))
            return null;
        var counts = await HandlerOf(phase).RunSegmentAsync(session, run, number, rejected, cancellationToken);
        var result = SegmentResult.Of(date, phase, number, counts);
        session.Insert(result);
        await session.SaveChangesAsync(cancellationToken);
        return result;
    }

    private INightlyPhaseHandler HandlerOf(NightlyPhase phase) => phase == NightlyPhase.Batch ? batch : rollover;

    // A rollover that is planned before the end of the batch would leave out what the batch changes.
    private static async Task<bool> IsNextAsync(
        IDocumentSession session,
        DateOnly date,
        NightlyPhase phase,
        CancellationToken cancellationToken
    ) => phase == NightlyPhase.Batch || (await session.LoadProgressAsync(date, NightlyPhase.Batch, cancellationToken)).IsDone;

    private static async Task<bool> IsPlannedAsync(IDocumentSession session, SegmentId segment, CancellationToken cancellationToken) =>
        await session.LoadAsync<PhasePlan>(NightlyRun.KeyOf(segment.BusinessDate, segment.Phase), cancellationToken) is { } plan
        && segment.Number >= 1
        && segment.Number <= plan.Work.Segments;

    private static bool IsTransient(Exception failure, int attempt) =>
        ExceptionClassifier.IsInterruption(failure) || (ExceptionClassifier.IsConflict(failure) && attempt < RejectedItems.LastingConflict);

    // The same command may arrive while another worker carries it out. The second worker waits here and then reads the result. The result's
    // key prevents a second execution, so a lock that is lost with its connection costs only time.
    private async Task<IDocumentSession> OpenLockedAsync(string key, DateOnly date, CancellationToken cancellationToken)
    {
        var session = store.LightweightSession();
        session.CorrelationId = NightlyRun.StreamOf(date);
        session.CausationId = key;
        try
        {
            await session.BeginTransactionAsync(cancellationToken);
            await Sql.ExecuteAsync(session, LockPiece, cancellationToken, Sql.Text("key", key));
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private async Task<NightlyRun?> FindUnfinishedAsync(DateOnly date, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        return await FindUnfinishedAsync(session, date, cancellationToken);
    }

    private static async Task<NightlyRun?> FindUnfinishedAsync(IDocumentSession session, DateOnly date, CancellationToken cancellationToken)
    {
        var state = await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken);
        return state is { CompletedAt: null } ? state.Run() : null;
    }
}
