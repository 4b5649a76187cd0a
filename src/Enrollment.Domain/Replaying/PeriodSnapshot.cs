using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Replaying;

/// <summary>A planned period as it is recorded.</summary>
internal static class PeriodSnapshot
{
    public static Period ToPeriod(this PlannedPeriod planned, int number, DateOnly? enrollmentOverdueSince) =>
        new()
        {
            Number = number,
            Status = planned.Status,
            Requirement = planned.Requirement,
            EnrolledOn = planned.EnrolledOn,
            Due = planned.Due,
            CountsFrom = planned.CountsFrom,
            RuleId = planned.Governing.RuleId,
            RuleVersion = planned.Governing.Match.Version,
            Reason = planned.Governing.Match.Reason,
            Groups = planned.Governing.Match.Groups,
            EligibleFrom = planned.Governing.EligibleFrom,
            Origin = planned.Basis.Origin,
            PlannedFrom = planned.Basis.From,
            AnchorYear = planned.Year,
            DaysBeforeDue = planned.Governing.Terms.DaysBeforeDue,
            PausedDays = planned.DuePlan.PausedDays,
            ExtendedTo = planned.DuePlan.NotBefore,
            OrderId = planned.Order?.Id,
            WithoutRule = planned.WithoutRule,
            Visible = planned.WasVisible,
            OverdueSince = planned.Lateness?.Since,
            EnrollmentOverdueSince = enrollmentOverdueSince,
            CompletedOn = planned.CompletedOn,
            EndedOn = planned.EndedOn,
            NextTransitionOn = planned.NextTransition,
        };
}
