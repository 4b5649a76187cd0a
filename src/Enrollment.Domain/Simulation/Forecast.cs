using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Simulation;

/// <summary>Runs the core's own decisions forward: what happens when nothing but time passes.</summary>
public static class Forecast
{
    /// <summary>
    /// The next due dates, assuming that nothing else happens and each period is completed on its due date, but not before
    /// <paramref name="today"/>. A period without a due date is completed on the first day on which a completion counts.
    /// </summary>
    public static IReadOnlyList<DateOnly> DueDates(EnrollmentState state, DateOnly today, int count)
    {
        var dues = new List<DateOnly>();
        for (var steps = 0; steps < count && state.Current is { } period && dues.Count < count; steps++)
        {
            if (period.Due is { } due)
                dues.Add(due);
            if (period.Status is PeriodStatus.Paused)
                break;
            var on = LaterOf(LaterOf(period.Due ?? period.EnrolledOn, period.CountsFrom), today);
            state = EnrollmentDecider
                .Decide(state, new RecordCompletion(on, on, on, Cause.RunOf(today)))
                .Aggregate(state, (current, recorded) => current.Apply(recorded));
        }

        return dues;
    }
}
