using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Enrollments;
using Marten;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>Openings, overdue, missed: only enrollments whose next transition date has come are read.</summary>
public sealed class PeriodRollover(ILogger<PeriodRollover> log) : INightlyWork
{
    public Task<PlannedWork> Plan(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) =>
        NightlyWorkTable.PlanRollovers(session, run, cancellationToken);

    public async Task<SegmentCounts> Run(IDocumentSession session, NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        var keys = await NightlyWorkTable.Segment(session, run.BusinessDate, NightlyPhase.Rollover, segment, cancellationToken);
        var enrollments = await session.LoadReadable(keys, cancellationToken);
        var changes = new EnrollmentChanges(session);
        var failed = keys.Count(key => !TryRollOver(session, run, changes, key, enrollments));
        changes.Write();
        NightlyWorkTable.Done(session, run.BusinessDate, NightlyPhase.Rollover, segment);
        return new SegmentCounts(keys.Count, changes.Count, keys.Count - changes.Count - failed, failed);
    }

    private bool TryRollOver(IDocumentSession session, NightlyRun run, EnrollmentChanges changes, EnrollmentKey key, Func<EnrollmentKey, StoredEnrollment> enrollments)
    {
        try
        {
            var stored = enrollments(key);
            changes.Add(key, stored, Decisions.RollOver(stored.State, run.BusinessDate, Cause.RunOf(run.BusinessDate)));
            return true;
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            log.LogError(broken, "{Stream} could not be rolled over in the run of {BusinessDate:yyyy-MM-dd}", key.Stream, run.BusinessDate);
            session.Store(NightlyFailure.Of(run.BusinessDate, NightlyPhase.Rollover, key.Stream, key.Learner, broken));
            return false;
        }
    }
}
