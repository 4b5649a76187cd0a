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
            ConditionKind.HiredLater => rule.HiredAfter is { } date ? $"hired after {ValueText.Date(date)}" : "any hire date",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of condition."),
        };

    public static string Value(ConditionKind kind, Rule rule, Learner learner, BusinessCalendar calendar) =>
        kind switch
        {
            ConditionKind.EnrollsAnybody => rule.Audience is Audience.None ? "it has no audience" : "it has an audience",
            ConditionKind.Active => Active(learner, calendar),
            ConditionKind.InAudience => rule.Audience switch
            {
                Audience.Groups groups => string.Join("; ", groups.Ids.Select(group => Membership(group, learner, calendar))),
                Audience.EntireCompany => "every learner belongs to it",
                _ => "no learner belongs to it",
            },
            ConditionKind.HiredLater => learner.HiredOn is { } hired ? $"hired on {ValueText.Date(hired)}" : "hire date unknown",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of condition."),
        };

    public static string Result(bool? isMet) =>
        isMet switch
        {
            true => "met",
            false => "not met",
            null => "undecided",
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
