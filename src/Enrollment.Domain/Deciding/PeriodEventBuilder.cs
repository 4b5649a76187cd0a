using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Deciding;

/// <summary>Names what happened to one period between two states of it.</summary>
internal static class PeriodEventBuilder
{
    /// <summary>A period that is new: planned, and then whatever has come of it already.</summary>
    public static IEnumerable<PeriodEvent> Of(Period planned, DateOnly asOf, Cause cause)
    {
        if (planned.Status is PeriodStatus.Satisfied)
            return
            [
                new PeriodSatisfied
                {
                    Cause = cause,
                    EffectiveOn = planned.EnrolledOn,
                    Period = planned,
                },
            ];
        var begun = planned with
        {
            Status = planned.Visible ? PeriodStatus.Open : PeriodStatus.Scheduled,
            CompletedOn = null,
            EndedOn = null,
            OverdueSince = null,
        };
        var first = new PeriodPlanned
        {
            Cause = cause,
            EffectiveOn = planned.Visible ? planned.EnrolledOn : asOf,
            Period = begun,
        };
        return [first, .. Of(begun, planned, asOf, cause)];
    }

    /// <summary>A period that was recorded before.</summary>
    public static IEnumerable<PeriodEvent> Of(Period before, Period after, DateOnly asOf, Cause cause)
    {
        if (before == after)
            yield break;
        if (OpenedOnTheWay(before, after))
            yield return new PeriodOpened
            {
                Cause = cause,
                EffectiveOn = after.EnrolledOn,
                Period = Visible(after, PeriodStatus.Open),
            };
        if (OverdueOnTheWay(before, after))
            yield return new PeriodBecameOverdue
            {
                Cause = cause,
                EffectiveOn = after.OverdueSince!.Value,
                Period = Visible(after, PeriodStatus.Overdue),
            };
        foreach (var change in InPlace(before, after, asOf, cause))
            yield return change;
    }

    private static IEnumerable<PeriodEvent> InPlace(Period before, Period after, DateOnly asOf, Cause cause)
    {
        var status = before.Status == after.Status ? null : StatusChange(before, after, asOf, cause);
        var tellsDue = status is PeriodResumed or PeriodCompleted or PeriodSatisfied || !after.IsCurrent;
        if (!tellsDue && before.Due != after.Due)
            yield return new PeriodDueDateChanged
            {
                Cause = cause,
                EffectiveOn = asOf,
                Period = after,
                PreviousDue = before.Due,
            };
        if (after.IsCurrent && before.Requirement != after.Requirement)
            yield return new PeriodRequirementChanged
            {
                Cause = cause,
                EffectiveOn = asOf,
                Period = after,
            };
        if (status is not null)
            yield return status;
        else if (before.CompletedOn != after.CompletedOn && after.CompletedOn is { } c)
            yield return new PeriodCompleted
            {
                Cause = cause,
                EffectiveOn = c,
                Period = after,
            };
        else if (before.Due == after.Due && before.Requirement == after.Requirement)
            yield return new PeriodRevised
            {
                Cause = cause,
                EffectiveOn = asOf,
                Period = after,
            };
    }

    private static PeriodEvent? StatusChange(Period before, Period after, DateOnly asOf, Cause cause) =>
        after.Status switch
        {
            PeriodStatus.Completed or PeriodStatus.CompletedLate => new PeriodCompleted
            {
                Cause = cause,
                EffectiveOn = after.CompletedOn!.Value,
                Period = after,
            },
            PeriodStatus.Satisfied => new PeriodSatisfied
            {
                Cause = cause,
                EffectiveOn = after.EnrolledOn,
                Period = after,
            },
            PeriodStatus.Missed => new PeriodMissed
            {
                Cause = cause,
                EffectiveOn = after.EndedOn!.Value,
                Period = after,
            },
            PeriodStatus.Withdrawn => new PeriodWithdrawn
            {
                Cause = cause,
                EffectiveOn = after.EndedOn!.Value,
                Period = after,
            },
            PeriodStatus.Canceled => new PeriodCanceled
            {
                Cause = cause,
                EffectiveOn = after.EndedOn!.Value,
                Period = after,
            },
            PeriodStatus.Paused => new PeriodPaused
            {
                Cause = cause,
                EffectiveOn = asOf,
                Period = after,
            },
            _ when before.Status is PeriodStatus.Paused => new PeriodResumed
            {
                Cause = cause,
                EffectiveOn = asOf,
                Period = after,
            },
            _ when !before.IsCurrent => new PeriodRestored
            {
                Cause = cause,
                EffectiveOn = asOf,
                Period = after,
            },
            PeriodStatus.Overdue => new PeriodBecameOverdue
            {
                Cause = cause,
                EffectiveOn = after.Due!.Value.AddDays(1),
                Period = after,
            },
            PeriodStatus.Open when before.Status is PeriodStatus.Scheduled => new PeriodOpened
            {
                Cause = cause,
                EffectiveOn = after.EnrolledOn,
                Period = after,
            },
            PeriodStatus.Open => before.Due == after.Due && before.Requirement == after.Requirement
                ? new PeriodRevised
                {
                    Cause = cause,
                    EffectiveOn = asOf,
                    Period = after,
                }
                : null,
            _ => new PeriodRevised
            {
                Cause = cause,
                EffectiveOn = asOf,
                Period = after,
            },
        };

    /// <summary>Nights were missed: the period became visible before it became what it is now.</summary>
    private static bool OpenedOnTheWay(Period before, Period after) =>
        !before.Visible && after.Visible && after.Status is not PeriodStatus.Open && !(after.CompletedOn <= after.EnrolledOn);

    private static bool OverdueOnTheWay(Period before, Period after) =>
        before.OverdueSince is null && after.OverdueSince is not null && after.Status is not PeriodStatus.Overdue;

    private static Period Visible(Period period, PeriodStatus status) =>
        period with
        {
            Status = status,
            EndedOn = null,
            CompletedOn = null,
            OverdueSince = status is PeriodStatus.Overdue ? period.OverdueSince : null,
        };
}
