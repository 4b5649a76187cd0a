using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Queries.Wording.Rules;

/// <summary>What a condition of a rule requires, the value it was evaluated on, and the result.</summary>
public static class RuleConditionText
{
    public static string Requires(ConditionKind kind, Rule rule) =>
        kind switch
        {
            ConditionKind.EnrollsAnybody => "the rule enrolls somebody",
            ConditionKind.Active => "the learner exists and is active",
            ConditionKind.InAudience => rule.Audience switch
            {
                Audience.Groups groups => $"member of {string.Join(" or ", groups.Ids)}",
                _ => $"the audience is {AudienceText.Of(rule.Audience)}",
            },
            ConditionKind.InForce => rule.ActiveFrom is { } first ? $"on or after {ValueText.Date(first)}" : "on any date",
            ConditionKind.NotExcepted => rule.Audience.Except is { Count: > 0 } except
                ? $"not a member of {string.Join(" or ", except)}"
                : "no group is excluded",
            ConditionKind.HireDateCame => rule.NotBeforeHireDate ? "hired on or before the date" : "also before the hire date",
            ConditionKind.HiredLater => rule.HiredAfter is { } date ? $"hired after {ValueText.Date(date)}" : "any hire date",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of condition."),
        };

    public static string Value(ConditionKind kind, Rule rule, Learner learner, BusinessCalendar calendar) =>
        kind switch
        {
            ConditionKind.EnrollsAnybody => EnrollsAnybody(rule),
            ConditionKind.Active => Active(learner, calendar),
            ConditionKind.InAudience => rule.Audience switch
            {
                Audience.Groups groups => string.Join("; ", groups.Ids.Select(group => Membership(group, learner, calendar))),
                Audience.EntireCompany => "every learner belongs to it",
                _ => "no learner belongs to it",
            },
            ConditionKind.InForce => rule.ActiveFrom is { } first ? $"in force from {ValueText.Date(first)} on" : "in force from the beginning",
            ConditionKind.NotExcepted => string.Join(
                "; ",
                (rule.Audience.Except ?? []).Select(group => Membership(group, learner, calendar))
            ),
            ConditionKind.HiredLater or ConditionKind.HireDateCame => learner.HiredOn is { } hired
                ? $"hired on {ValueText.Date(hired)}"
                : "hire date unknown",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of condition."),
        };

    public static string Result(bool? isMet) =>
        isMet switch
        {
            true => "met",
            false => "not met",
            null => "undecided",
        };

    private static string EnrollsAnybody(Rule rule) =>
        rule switch
        {
            { Audience: Audience.None } => "it has no audience",
            { ActiveUntil: { } last } => $"it has an audience until {ValueText.Date(last)}",
            _ => "it has an audience",
        };

    private static string Active(Learner learner, BusinessCalendar calendar) =>
        learner switch
        {
            { Created: null } => "not created yet",
            { ActiveState: { } state } => $"{(state.Value ? "active" : "inactive")} since {On(state.At, calendar)}",
            _ => "no message states that the learner is active",
        };

    private static string Membership(GroupId group, Learner learner, BusinessCalendar calendar) =>
        learner.Memberships.TryGetValue(group.Value, out var membership)
            ? $"{(membership.Value ? "joined" : "left")} {group} on {On(membership.At, calendar)}"
            : $"never joined {group}";

    private static string On(Stamp stamp, BusinessCalendar calendar) =>
        $"{ValueText.Date(calendar.DateOf(stamp.OccurredAt))} (message {stamp.MessageId})";
}
