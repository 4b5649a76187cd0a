using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Deciding;

/// <summary>Creates the event of each kind, with the date from which its change holds.</summary>
/// <param name="asOf">The date up to which time has passed.</param>
/// <param name="cause">What caused the changes.</param>
internal sealed class PeriodEventFactory(DateOnly asOf, Cause cause)
{
    public PeriodPlanned Planned(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = period.Visible ? period.EnrolledOn : asOf,
            Period = period,
        };

    public PeriodSatisfied Satisfied(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = period.EnrolledOn,
            Period = period,
        };

    public PeriodOpened Opened(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = period.EnrolledOn,
            Period = period,
        };

    public PeriodBecameOverdue BecameOverdue(Period period, DateOnly on) =>
        new()
        {
            Cause = cause,
            EffectiveOn = on,
            Period = period,
        };

    public PeriodCompleted Completed(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = period.CompletedOn!.Value,
            Period = period,
        };

    public PeriodMissed Missed(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = period.EndedOn!.Value,
            Period = period,
        };

    public PeriodPaused Paused(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = asOf,
            Period = period,
        };

    public PeriodResumed Resumed(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = asOf,
            Period = period,
        };

    public PeriodWithdrawn Withdrawn(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = period.EndedOn!.Value,
            Period = period,
        };

    public PeriodCanceled Canceled(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = period.EndedOn!.Value,
            Period = period,
        };

    public PeriodExempted Exempted(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = period.EndedOn!.Value,
            Period = period,
        };

    public PeriodRestored Restored(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = asOf,
            Period = period,
        };

    public PeriodRetracted Retracted(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = asOf,
            Period = period,
        };

    public PeriodDueDateChanged DueDateChanged(Period period, DateOnly? previousDue) =>
        new()
        {
            Cause = cause,
            EffectiveOn = asOf,
            Period = period,
            PreviousDue = previousDue,
        };

    public PeriodRequirementChanged RequirementChanged(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = asOf,
            Period = period,
        };

    public PeriodRevised Revised(Period period) =>
        new()
        {
            Cause = cause,
            EffectiveOn = asOf,
            Period = period,
        };
}
