using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Learners;

namespace Enrollment.Queries.Wording.Rules;

/// <summary>The values of a learner on which the conditions of rules are evaluated, each with the message that set it.</summary>
internal static class LearnerText
{
    public static string Active(Learner learner, BusinessCalendar calendar)
    {
        var now = learner switch
        {
            { Created: null } => "not created yet",
            { ActiveState: { } state } => $"{(state.Value ? "active" : "inactive")} since {On(state.At, calendar)}",
            _ => "active, because no message says otherwise",
        };
        return now + Later(learner, calendar, fact => fact is LearnerCreated ? "created" : ActiveFrom(fact));
    }

    public static string Memberships(IEnumerable<GroupId> groups, Learner learner, BusinessCalendar calendar) =>
        ValueText.List(groups.Select(group => Membership(group, learner, calendar)), "; ");

    /// <summary>A hire date can be to come.</summary>
    public static string Hired(Learner learner, DateOnly on) =>
        learner.HiredOn switch
        {
            null => "hire date unknown",
            { } hired when hired > on => $"the hire date is {ValueText.Date(hired)}",
            { } hired => $"hired on {ValueText.Date(hired)}",
        };

    private static string Membership(GroupId group, Learner learner, BusinessCalendar calendar)
    {
        var now = learner.Memberships.TryGetValue(group.Value, out var membership)
            ? $"{(membership.Value ? "joined" : "left")} {group} on {On(membership.At, calendar)}"
            : $"never joined {group}";
        return now + Later(learner, calendar, fact => MembershipFrom(fact, group));
    }

    private static string? ActiveFrom(LearnerFact fact) =>
        fact switch
        {
            LearnerDeactivated => "inactive",
            LearnerReactivated => "active again",
            _ => null,
        };

    private static string? MembershipFrom(LearnerFact fact, GroupId group) =>
        fact switch
        {
            LearnerCreated created when created.Groups.Contains(group) => "member",
            MembershipChanged changed when changed.Joined.Contains(group) => "member",
            MembershipChanged changed when changed.Left.Contains(group) => "no member",
            _ => null,
        };

    /// <summary>Facts that are known and hold from a later date (semantics 13).</summary>
    private static string Later(Learner learner, BusinessCalendar calendar, Func<LearnerFact, string?> words) =>
        string.Concat(
            learner
                .Later.OrderBy(fact => fact.Stamp.HoldsFrom)
                .Select(fact => (Words: words(fact), fact.Stamp))
                .Where(later => later.Words is not null)
                .Select(later => $", {later.Words} from {On(later.Stamp, calendar)} on")
        );

    private static string On(Stamp stamp, BusinessCalendar calendar) =>
        $"{ValueText.Date(calendar.DateOf(stamp.HoldsFrom))} (message {stamp.MessageId})";
}
