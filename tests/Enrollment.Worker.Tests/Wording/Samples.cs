using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>One learner, one rule and one period, from which the examples are made.</summary>
internal static class Samples
{
    public static readonly DateOnly Day = new(2026, 5, 2);
    public static readonly DateOnly DueDay = new(2026, 5, 12);
    public static readonly DateOnly Later = new(2026, 5, 20);
    public static readonly DateTimeOffset Instant = new(2026, 5, 2, 2, 0, 0, TimeSpan.Zero);
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.Utc;
    public static readonly BusinessCalendar Calendar = new(Zone, new TimeOnly(2, 0));
    public static readonly GroupId Warehouse = new("warehouse");
    public static readonly GroupId Drivers = new("drivers");
    public static readonly RuleId SafetyRuleId = new("safety-rule");

    public static readonly Terms SafetyTerms = new(Requirement.Required, new Recurrence.OneTime(), new Due.Within(10));

    public static readonly Rule SafetyRule = new(
        SafetyRuleId,
        new ActivityId("safety"),
        Version: 1,
        new Audience.Groups([Warehouse]),
        HiredAfter: null,
        "Fire code 7.2",
        SafetyTerms
    );

    public static readonly Match SafetyMatch = new(SafetyRuleId, 1, SafetyTerms, "Fire code 7.2", [Warehouse]);

    public static Stamp Stamp(string message) => new(Instant, message);

    /// <summary>A fact of the first instant that holds from the later day's night on.</summary>
    public static Stamp LaterStamp => Stamp("message-1") with { LaterFrom = Calendar.NightlyInstant(Later) };

    public static SourcesJudged Evaluated(params Match[] matches) =>
        new()
        {
            Cause = Cause.RunOf(Day),
            On = Day,
            EligibleFrom = Day,
            InRun = true,
            Instant = Instant,
            RolledOverTo = Day.AddDays(-1),
            Active = true,
            ActiveSince = Day,
            Matches = matches,
            MinimumDaysToComplete = 0,
        };

    public static Period Period(PeriodStatus status) =>
        new()
        {
            Number = 1,
            Status = status,
            Requirement = Requirement.Required,
            EnrolledOn = Day,
            Due = DueDay,
            CountsFrom = Day,
            RuleId = SafetyRuleId,
            RuleVersion = 1,
            Reason = "Fire code 7.2",
            Groups = [Warehouse],
            Visible = status is not (PeriodStatus.Scheduled or PeriodStatus.Canceled or PeriodStatus.Satisfied),
            EligibleFrom = Day,
            Origin = PeriodOrigin.Eligibility,
            PlannedFrom = Day,
            CompletedOn = status switch
            {
                PeriodStatus.Completed => DueDay.AddDays(-2),
                PeriodStatus.CompletedLate => DueDay.AddDays(3),
                PeriodStatus.Satisfied => Day.AddDays(-60),
                _ => null,
            },
            OverdueSince = status is PeriodStatus.Overdue ? DueDay.AddDays(1) : null,
            EnrollmentOverdueSince = status is PeriodStatus.Overdue ? DueDay.AddDays(1) : null,
        };
}
