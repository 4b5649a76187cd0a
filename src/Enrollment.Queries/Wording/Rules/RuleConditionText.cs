using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Wording.Decisions;

namespace Enrollment.Queries.Wording.Rules;

/// <summary>What a condition of a rule requires, the value it was evaluated on, and the result.</summary>
public static class RuleConditionText
{
    public static string Requires(ConditionKind kind, Rule rule) =>
        kind switch
        {
            ConditionKind.NotExempt => DecisionText.NoExemption,
            ConditionKind.EnrollsAnybody => "the rule enrolls somebody",
            ConditionKind.Active => "the learner exists and is active",
            ConditionKind.InAudience => rule.Audience switch
            {
                Audience.Groups groups => $"member of {string.Join(" or ", groups.Ids)}",
                _ => $"the audience is {AudienceText.Included(rule.Audience)}",
            },
            ConditionKind.InForce => rule.ActiveFrom is { } first ? $"on or after {ValueText.Date(first)}" : "on any date",
            ConditionKind.NotExcepted => rule.Audience.Except is { Count: > 0 } except
                ? $"not a member of {string.Join(" or ", except)}"
                : "no group is excluded",
            ConditionKind.HireDateCame => rule.NotBeforeHireDate ? "the hire date has come, or is unknown" : "any hire date",
            ConditionKind.HiredLater => rule.HiredAfter is { } date ? $"hired after {ValueText.Date(date)}" : "any hire date",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of condition."),
        };

    /// <param name="kind">The condition.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="learner">The learner on the date.</param>
    /// <param name="exemptions">The exemptions in force on the date.</param>
    /// <param name="on">The date.</param>
    /// <param name="calendar">Turns instants into dates.</param>
    public static string Value(
        ConditionKind kind,
        Rule rule,
        Learner learner,
        IReadOnlyList<ExemptionRecorded> exemptions,
        DateOnly on,
        BusinessCalendar calendar
    ) =>
        kind switch
        {
            ConditionKind.NotExempt => exemptions.Count == 0
                ? DecisionText.NoExemption
                : ValueText.List(exemptions.Select(DecisionText.Of), "; "),
            ConditionKind.EnrollsAnybody => EnrollsAnybody(rule, on),
            ConditionKind.Active => LearnerText.Active(learner, calendar),
            ConditionKind.InAudience => rule.Audience switch
            {
                Audience.Groups groups => LearnerText.Memberships(groups.Ids, learner, calendar),
                Audience.EntireCompany => "every learner belongs to it",
                _ => "no learner belongs to it",
            },
            ConditionKind.InForce => $"the date is {ValueText.Date(on)}",
            ConditionKind.NotExcepted => LearnerText.Memberships(rule.Audience.Except ?? [], learner, calendar),
            ConditionKind.HiredLater or ConditionKind.HireDateCame => LearnerText.Hired(learner, on),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of condition."),
        };

    public static string Result(bool? isMet) =>
        isMet switch
        {
            true => "met",
            false => "not met",
            null => "undecided",
        };

    private static string EnrollsAnybody(Rule rule, DateOnly on) =>
        rule switch
        {
            { Audience: Audience.None } => "it has no audience",
            { ActiveUntil: { } last } when on > last => $"its last day was {ValueText.Date(last)}",
            { ActiveUntil: { } last } => $"it has an audience until {ValueText.Date(last)}",
            _ => "it has an audience",
        };
}
