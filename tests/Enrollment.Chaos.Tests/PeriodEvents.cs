using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Chaos.Tests;

/// <summary>A period, where only its number and its status matter.</summary>
internal static class PeriodEvents
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    public static PeriodPlanned Planned(int number, PeriodStatus status) =>
        new()
        {
            Cause = Cause.RunOf(Day),
            EffectiveOn = Day,
            Period = Period(number, status),
        };

    public static PeriodOpened Opened(int number) =>
        new()
        {
            Cause = Cause.RunOf(Day),
            EffectiveOn = Day,
            Period = Period(number, PeriodStatus.Open),
        };

    public static PeriodDueSoon DueSoon(int number) =>
        new()
        {
            Cause = Cause.RunOf(Day),
            EffectiveOn = Day,
            Period = Period(number, PeriodStatus.Open),
        };

    private static Period Period(int number, PeriodStatus status) =>
        new()
        {
            Number = number,
            Status = status,
            Requirement = Requirement.Required,
            EnrolledOn = Day,
            Due = Day.AddDays(10),
            CountsFrom = Day,
            RuleId = new RuleId("r"),
            RuleVersion = 1,
            EligibleFrom = Day,
            Origin = PeriodOrigin.Eligibility,
            PlannedFrom = Day,
            Visible = status is PeriodStatus.Open,
        };
}
