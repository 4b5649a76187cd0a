using Enrollment.Benchmark.Seeding;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;

namespace Enrollment.Benchmark.Messages;

/// <summary>The rules and memberships the measurements publish.</summary>
internal static class FactMessages
{
    public const string Pilot = "pilot-course";
    public const string Company = "fire-safety";
    public const string Newcomers = "onboarding";
    public const string Scheduled = "data-protection";

    private const int DaysHidden = 30;

    /// <summary>Planned in the first run, visible from the second.</summary>
    public static AutoEnrollmentRuleSaved PilotRule { get; } =
        Rule(Pilot, BenchmarkDates.PilotsPlanned, new Audience.Groups([LearnerFactory.Pilots])) with
        {
            Requirement = Requirement.Recommended,
            Due = new Due.On(BenchmarkDates.PilotsOpen.AddDays(DaysHidden)),
            EnrolledOnDaysBeforeDue = DaysHidden,
        };

    /// <summary>For a group nobody is in yet.</summary>
    public static AutoEnrollmentRuleSaved NewcomersRule { get; } =
        Rule(Newcomers, BenchmarkDates.PilotsPlanned, new Audience.Groups([Newcomers]));

    public static AutoEnrollmentRuleSaved CompanyRule { get; } = Rule(Company, BenchmarkDates.Full, new Audience.EntireCompany());

    /// <summary>Planned for the entire company in one run, visible from the next.</summary>
    public static AutoEnrollmentRuleSaved ScheduledRule { get; } =
        Rule(Scheduled, BenchmarkDates.RolloverPlanned, new Audience.EntireCompany()) with
        {
            Due = new Due.On(BenchmarkDates.Rollover.AddDays(DaysHidden)),
            EnrolledOnDaysBeforeDue = DaysHidden,
        };

    public static GroupMembershipChanged JoinsNewcomers(int number) =>
        new()
        {
            MessageId = $"hr-joins-{number}",
            OccurredAt = BenchmarkDates.NoonBefore(BenchmarkDates.Daily),
            UserId = LearnerFactory.Id(number),
            Joined = [Newcomers],
            Origin = Origin.Integration,
        };

    /// <summary>A rule that is seen from the run of a date on.</summary>
    public static AutoEnrollmentRuleSaved Rule(string activity, DateOnly firstRun, Audience audience) =>
        new()
        {
            MessageId = $"rule-{activity}",
            OccurredAt = BenchmarkDates.NoonBefore(firstRun),
            SavedBy = "benchmark",
            RuleId = $"rule-{activity}",
            ActivityId = activity,
            Version = 1,
            Audience = audience,
            Reason = "Required of everybody by the safety policy",
            Requirement = Requirement.Required,
            Recurrence = new Recurrence.OneTime(),
            Due = new Due.Within(30),
        };
}
