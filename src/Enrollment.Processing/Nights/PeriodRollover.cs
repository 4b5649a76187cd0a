using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Facts;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>Openings, overdue, missed: only enrollments whose next transition date has come are read.</summary>
public sealed class PeriodRollover(IDocumentStore store, ILogger<PeriodRollover> log) : INightlyWork
{
    public Task<PlannedWork> Plan(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) =>
        NightlySegments.PlanRollovers(session, run, cancellationToken);

    public async Task<SegmentCounts> Run(
        IDocumentSession session,
        NightlyRun run,
        int segment,
        RejectedItems unstorable,
        CancellationToken cancellationToken
    )
    {
        var keys = await NightlySegments.Enrollments(session, run.BusinessDate, segment, cancellationToken);
        var counts = await RollOver(session, run, keys, unstorable, cancellationToken);
        NightlySegments.Done(session, run.BusinessDate, NightlyPhase.Rollover, segment);
        return counts;
    }

    public async Task<RejectedItems> FindUnstorable(NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        var keys = await KeysOf(run, segment, cancellationToken);
        return await RejectedItems.Among(
            store,
            keys,
            key => key.Stream,
            (session, key) => RollOver(session, run, [key], RejectedItems.None, cancellationToken),
            cancellationToken
        );
    }

    private async Task<EnrollmentKey[]> KeysOf(NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        return await NightlySegments.Enrollments(session, run.BusinessDate, segment, cancellationToken);
    }

    private async Task<SegmentCounts> RollOver(
        IDocumentSession session,
        NightlyRun run,
        EnrollmentKey[] keys,
        RejectedItems unstorable,
        CancellationToken cancellationToken
    )
    {
        var enrollments = await session.LoadReadable(
            [.. keys.Where(key => !unstorable.Refusals.ContainsKey(key.Stream))],
            cancellationToken
        );
        var changes = new EnrollmentChanges(session);
        var failed = 0;
        foreach (var key in keys)
        {
            var trouble = unstorable.Refusals.GetValueOrDefault(key.Stream) ?? TroubleWith(key, run, changes, enrollments);
            if (trouble is null)
                continue;
            failed++;
            Fail(session, run, key, trouble);
        }

        changes.Write();
        return new SegmentCounts(keys.Length, changes.Count, keys.Length - changes.Count - failed, failed);
    }

    private static Exception? TroubleWith(
        EnrollmentKey key,
        NightlyRun run,
        EnrollmentChanges changes,
        Func<EnrollmentKey, StoredEnrollment> enrollments
    )
    {
        try
        {
            var stored = enrollments(key);
            changes.Add(key, stored, EnrollmentDecider.Decide(stored.State, new RollOver(run.BusinessDate, Cause.RunOf(run.BusinessDate))));
            return null;
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            return broken;
        }
    }

    private void Fail(IDocumentSession session, NightlyRun run, EnrollmentKey key, Exception broken)
    {
        log.LogError(broken, "{Stream} could not be rolled over in the run of {BusinessDate:yyyy-MM-dd}", key.Stream, run.BusinessDate);
        session.Store(NightlyFailure.Of(run.BusinessDate, NightlyPhase.Rollover, key.Stream, key.Learner, broken));
    }
}
