using System.Globalization;
using Enrollment.Contracts;

namespace Enrollment.Samples;

/// <summary>The first version of each rule; README.md says what each shows.</summary>
internal sealed class SampleRules(DateOnly until, DateOnly start)
{
    public static AutoEnrollmentRuleSaved Conduct =>
        Rule("conduct-all", "code-of-conduct", new Audience.EntireCompany(), new Recurrence.OneTime()) with
        {
            Due = new Due.Within(30),
            Reason = "Everyone signs the code of conduct",
        };

    public static AutoEnrollmentRuleSaved FireSafety =>
        Rule("fire-all", "fire-safety", new Audience.EntireCompany(), new Recurrence.Annual()) with
        {
            Due = new Due.EachYearOn("10-01"),
            InitialDue = new Due.Within(30),
            EnrolledOnDaysBeforeDue = 60,
            Reason = "Fire code 7.2",
        };

    public AutoEnrollmentRuleSaved FireSafetyAtPlants =>
        Rule("fire-plants", "fire-safety", Members("site-hamburg-plant", "site-lyon-plant"), new Recurrence.Annual()) with
        {
            Due = new Due.EachYearOn("04-15"),
            InitialDue = new Due.On(start.AddDays(20)),
            PriorCompletions = new PriorCompletions.Ignore(),
        };

    public static AutoEnrollmentRuleSaved Privacy =>
        Rule(
            "privacy-offices",
            "data-privacy",
            Members("dept-finance", "dept-legal", "dept-people", "dept-it"),
            new Recurrence.Annual(new Interval(6, IntervalUnit.Months))
        ) with
        {
            Due = new Due.EachYearOn("02-29"),
            PriorCompletions = new PriorCompletions.LookBackDays(90),
        };

    public static AutoEnrollmentRuleSaved FirstAid =>
        Rule(
            "first-aid-aiders",
            "first-aid",
            Members("role-first-aider"),
            new Recurrence.Custom(new Interval(6, IntervalUnit.Months), Anchor.PreviousDue)
        ) with
        {
            Due = new Due.Within(45),
            EnrolledOnDaysBeforeDue = 30,
        };

    public static AutoEnrollmentRuleSaved Forklift =>
        Rule(
            "forklift-drivers",
            "forklift-licence",
            Members("role-forklift-driver", "dept-logistics"),
            new Recurrence.Custom(new Interval(1, IntervalUnit.Years))
        ) with
        {
            InitialDue = new Due.Within(14),
            EnrolledOnDaysBeforeDue = 60,
            PriorCompletions = new PriorCompletions.LookBackDays(365),
        };

    public static AutoEnrollmentRuleSaved Tools =>
        Rule(
            "tools-maintenance",
            "tool-check",
            Members("role-maintenance"),
            new Recurrence.Custom(new Interval(8, IntervalUnit.Weeks))
        ) with
        {
            Requirement = Requirement.Recommended,
            Due = new Due.Within(7),
        };

    public AutoEnrollmentRuleSaved Phishing =>
        Rule(
            "phishing-it",
            "phishing-drill",
            Members("dept-it", "role-on-call"),
            new Recurrence.Custom(new Interval(90, IntervalUnit.Days), Anchor.PreviousDue)
        ) with
        {
            InitialDue = new Due.On(start.AddDays(100)),
            PriorCompletions = new PriorCompletions.Ignore(),
        };

    public static AutoEnrollmentRuleSaved SpeakUp =>
        Rule("speak-up-contractors", "speak-up-line", Members("role-contractor"), new Recurrence.OneTime()) with
        {
            Due = new Due.Within(60),
        };

    public AutoEnrollmentRuleSaved Welcome =>
        Rule("welcome-new-people", "welcome-tour", new Audience.EntireCompany(), new Recurrence.OneTime()) with
        {
            Requirement = Requirement.Recommended,
            HiredAfter = start.AddDays(90),
            Reason = "Welcome!",
        };

    public AutoEnrollmentRuleSaved Driving =>
        Rule("driving-sales", "driving-policy", Members("dept-sales", "dept-service"), new Recurrence.Annual()) with
        {
            Due = new Due.EachYearOn(until.AddDays(30).ToString("MM-dd", CultureInfo.InvariantCulture)),
            EnrolledOnDaysBeforeDue = 20,
        };

    public AutoEnrollmentRuleSaved Leadership =>
        Rule("leadership-managers", "leading-people", Members("role-manager"), new Recurrence.OneTime()) with
        {
            Due = new Due.On(until.AddDays(-20)),
            EnrolledOnDaysBeforeDue = 45,
        };

    private static Audience.Groups Members(params string[] groups) => new(groups);

    private static AutoEnrollmentRuleSaved Rule(string id, string activity, Audience audience, Recurrence recurrence) =>
        new()
        {
            OccurredAt = default,
            SavedBy = "admin",
            RuleId = id,
            ActivityId = activity,
            Version = 1,
            Requirement = Requirement.Required,
            Audience = audience,
            Recurrence = recurrence,
        };
}
