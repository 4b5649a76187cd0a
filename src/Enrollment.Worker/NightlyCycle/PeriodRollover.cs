using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Enrollments;
using Enrollment.Worker.Observability;
using Marten;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>Openings, overdue, missed: only enrollments whose next transition date has come are read.</summary>
public sealed class PeriodRollover(EnrollmentMetrics metrics) : INightlyWork
{
    public Task<int> Plan(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) =>
        NightlyWorkTable.PlanRollovers(session, run, cancellationToken);

    public async Task<SegmentCounts> Run(IDocumentSession session, NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        var keys = await NightlyWorkTable.Segment(session, run.BusinessDate, NightlyPhase.Rollover, segment, cancellationToken);
        var enrollments = await session.LoadEnrollments(keys, cancellationToken);
        var changes = new EnrollmentChanges(session);
        foreach (var (key, stored) in enrollments)
            changes.Add(key, stored, Decisions.RollOver(stored.State, run.BusinessDate, Cause.RunOf(run.BusinessDate)));
        changes.Write();
        NightlyWorkTable.Done(session, run.BusinessDate, NightlyPhase.Rollover, segment);
        changes.Tell(metrics);
        return new SegmentCounts(keys.Count, changes.Count, keys.Count - changes.Count, 0);
    }
}
