using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>Decisions about one learner that change the current period at once (semantics 10).</summary>
internal static class Decisions
{
    public static Timeline Extend(Timeline timeline, DueDateExtended extended) =>
        timeline.Current is { } period ? timeline.WithLast(period.Extend(extended.Due, extended.On)) : timeline;

    /// <summary>
    /// After a revocation, a current period that is planned otherwise than before has the floor of that day, and is open, unless its due
    /// date had passed before the date of the completion.
    /// </summary>
    public static Timeline ApplyFloor(Timeline timeline, CompletionRevoked revoked)
    {
        if (!revoked.LeftOut || timeline.Current is not { } period || period.Due < (revoked.CountedOn ?? revoked.CompletedOn))
            return timeline;
        var isAsBefore = revoked.HadCurrent && revoked.DueBefore == period.Due;
        var floored = isAsBefore ? period : period.ApplyFloor(new DueFloor(revoked.On, revoked.MinimumDaysToComplete));
        return timeline.WithLast(floored.Status is PeriodStatus.Overdue && floored.Due >= revoked.On ? floored.Reopen() : floored);
    }
}
