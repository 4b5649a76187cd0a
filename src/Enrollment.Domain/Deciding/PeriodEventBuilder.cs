using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Deciding;

/// <summary>Builds the events that lead from one state of a period to another.</summary>
internal sealed class PeriodEventBuilder(DateOnly asOf, Cause cause)
{
    private readonly PeriodEventFactory _events = new(asOf, cause);

    public PeriodEvent Retracted(Period recorded) => _events.Retracted(recorded);

    /// <summary>A period that was not recorded yet: it is planned, and then whatever has become of it already.</summary>
    public IEnumerable<PeriodEvent> New(Period planned)
    {
        if (planned.Status is PeriodStatus.Satisfied)
            return [_events.Satisfied(planned)];
        var begun = planned with
        {
            Status = planned.Visible ? PeriodStatus.Open : PeriodStatus.Scheduled,
            CompletedOn = null,
            EndedOn = null,
            OverdueSince = null,
        };
        return [_events.Planned(begun), .. Changed(begun, planned)];
    }

    /// <summary>A period that was recorded before.</summary>
    public IEnumerable<PeriodEvent> Changed(Period before, Period after)
    {
        if (before == after)
            yield break;
        if (OpenedOnTheWay(before, after))
            yield return _events.Opened(As(PeriodStatus.Open, after));
        if (BecameOverdueOnTheWay(before, after))
            yield return _events.BecameOverdue(As(PeriodStatus.Overdue, after), after.OverdueSince!.Value);
        var status = before.Status == after.Status ? null : StatusEvent(before, after);
        var tellsDue = status is PeriodResumed or PeriodCompleted or PeriodSatisfied || !after.IsCurrent;
        if (!tellsDue && before.Due != after.Due)
            yield return _events.DueDateChanged(after, before.Due);
        if (after.IsCurrent && before.Requirement != after.Requirement)
            yield return _events.RequirementChanged(after);
        if ((status ?? OtherEvent(before, after)) is { } last)
            yield return last;
    }

    private PeriodEvent? StatusEvent(Period before, Period after) =>
        after.Status switch
        {
            PeriodStatus.Completed or PeriodStatus.CompletedLate => _events.Completed(after),
            PeriodStatus.Satisfied => _events.Satisfied(after),
            PeriodStatus.Missed => _events.Missed(after),
            PeriodStatus.Withdrawn => _events.Withdrawn(after),
            PeriodStatus.Canceled => _events.Canceled(after),
            PeriodStatus.Exempted => _events.Exempted(after),
            PeriodStatus.Paused => _events.Paused(after),
            _ when before.Status is PeriodStatus.Paused => _events.Resumed(after),
            _ when !before.IsCurrent => _events.Restored(after),
            PeriodStatus.Overdue => _events.BecameOverdue(after, after.Due!.Value.AddDays(1)),
            PeriodStatus.Open when before.Status is PeriodStatus.Scheduled => _events.Opened(after),
            PeriodStatus.Open => OwesTheSame(before, after) ? _events.Revised(after) : null,
            _ => _events.Revised(after),
        };

    /// <summary>The status is the same, or another event already shows its change.</summary>
    private PeriodEvent? OtherEvent(Period before, Period after)
    {
        if (before.CompletedOn != after.CompletedOn && after.CompletedOn is not null)
            return _events.Completed(after);
        return OwesTheSame(before, after) ? _events.Revised(after) : null;
    }

    private static bool OwesTheSame(Period before, Period after) => before.Due == after.Due && before.Requirement == after.Requirement;

    /// <summary>Nights were missed: the period became visible before it became what it is now.</summary>
    private static bool OpenedOnTheWay(Period before, Period after) =>
        !before.Visible && after.Visible && after.Status is not PeriodStatus.Open && !(after.CompletedOn <= after.EnrolledOn);

    private static bool BecameOverdueOnTheWay(Period before, Period after) =>
        before.OverdueSince is null && after.OverdueSince is not null && after.Status is not PeriodStatus.Overdue;

    private static Period As(PeriodStatus status, Period period) =>
        period with
        {
            Status = status,
            EndedOn = null,
            CompletedOn = null,
            OverdueSince = status is PeriodStatus.Overdue ? period.OverdueSince : null,
        };
}
