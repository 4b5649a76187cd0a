using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Queries.Wording;

/// <summary>What a condition asks, and the value it was judged on.</summary>
internal static class ConditionText
{
    public static string Asks(ConditionKind kind, Rule rule) =>
        kind switch
        {
            ConditionKind.EnrollsAnybody => "the rule enrolls somebody",
            ConditionKind.Active => "the learner exists and is active",
            ConditionKind.InAudience => rule.Audience switch
            {
                Audience.Groups groups => $"member of {string.Join(" or ", groups.Ids)}",
                Audience.EntireCompany => "in the entire company",
                _ => "in the audience",
            },
            ConditionKind.InForce => $"on or after {rule.ActiveFrom:yyyy-MM-dd}",
            ConditionKind.NotExcepted => $"member of none of {string.Join(", ", rule.Audience.Except ?? [])}",
            ConditionKind.HireDateCame => "not before the hire date",
            _ => $"hired after {rule.HiredAfter:yyyy-MM-dd}",
        };

    public static string Value(ConditionKind kind, Rule rule, Learner learner, BusinessCalendar calendar) =>
        kind switch
        {
            ConditionKind.EnrollsAnybody => rule.Audience is Audience.None ? "its audience is none: it does not auto enroll"
            : rule.ActiveUntil is { } last ? $"it has an audience until {last:yyyy-MM-dd}"
            : "it has an audience",
            ConditionKind.Active => Active(learner, calendar),
            ConditionKind.InAudience => rule.Audience switch
            {
                Audience.Groups groups => string.Join("; ", groups.Ids.Select(group => Membership(group, learner, calendar))),
                Audience.EntireCompany => "everybody is",
                _ => "the audience is none",
            },
            ConditionKind.InForce => $"it matches from {rule.ActiveFrom:yyyy-MM-dd} on",
            ConditionKind.NotExcepted => string.Join(
                "; ",
                (rule.Audience.Except ?? []).Select(group => Membership(group, learner, calendar))
            ),
            _ => learner.HiredOn is { } hired ? $"hired on {hired:yyyy-MM-dd}" : "hire date unknown",
        };

    private static string Active(Learner learner, BusinessCalendar calendar) =>
        learner switch
        {
            { Created: null } => "not created yet",
            { ActiveState: { } state } => $"{(state.Value ? "active" : "inactive")} since {On(state.At, calendar)}",
            _ => "never said to be active",
        };

    private static string Membership(GroupId group, Learner learner, BusinessCalendar calendar) =>
        learner.Memberships.TryGetValue(group.Value, out var membership)
            ? $"{(membership.Value ? "joined" : "left")} {group} on {On(membership.At, calendar)}"
            : $"never joined {group}";

    private static string On(Stamp stamp, BusinessCalendar calendar) =>
        $"{calendar.DateOf(stamp.OccurredAt):yyyy-MM-dd} (message {stamp.MessageId})";
}
