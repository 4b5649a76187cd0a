using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>
/// The first run by another version of the semantics. What it gives from the facts of before is dated the run where it shows for the first
/// time: nobody becomes overdue by the text alone, and nothing becomes visible, or is taken back, in the past (semantics 5).
/// </summary>
internal static class Adoption
{
    public static Timeline Apply(Timeline timeline, SemanticsAdopted adopted) =>
        timeline.Last switch
        {
            { Status: PeriodStatus.Paused } or null => timeline,
            { IsCurrent: true } current => timeline.WithLast(Show(ApplyFloor(current, adopted), adopted)),
            { Status: PeriodStatus.Withdrawn or PeriodStatus.Canceled } ended when adopted.StatusBefore is not null => timeline.WithLast(
                ended with
                {
                    EndedOn = adopted.On,
                }
            ),
            _ => timeline,
        };

    private static PlannedPeriod Show(PlannedPeriod period, SemanticsAdopted adopted) =>
        period.WasVisible && !adopted.WasVisible ? period.EnrollNotBefore(adopted.On) : period;

    /// <summary>What is due as before stays as it is, and so does what was overdue, also before it was withdrawn (semantics 7).</summary>
    private static PlannedPeriod ApplyFloor(PlannedPeriod period, SemanticsAdopted adopted)
    {
        var isDueAsBefore = adopted.DueBefore == period.Due && adopted.RequirementBefore == period.Requirement;
        var wasOverdue = adopted.StatusBefore is PeriodStatus.Overdue || (period.MarkedSince is not null && period.Lateness is not null);
        if (wasOverdue || (adopted.StatusBefore is not null && isDueAsBefore))
            return period;
        var floored = period.ApplyFloor(new DueFloor(adopted.On, adopted.MinimumDaysToComplete));
        return floored.Status is PeriodStatus.Overdue && floored.Due >= adopted.On ? floored.Reopen() : floored;
    }
}
