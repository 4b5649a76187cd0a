using Enrollment.Domain.Calendar;
using Enrollment.Domain.Learners;

namespace Enrollment.Queries.Wording.Events;

/// <summary>What a fact about a learner states. Names and addresses are not in the facts.</summary>
internal static class LearnerFactText
{
    public static string What(LearnerFact fact, BusinessCalendar calendar) =>
        fact.Stamp.LaterFrom is { } from ? Later(fact, ValueText.Date(calendar.DateOf(from))) : Now(fact);

    /// <summary>When the fact takes effect.</summary>
    public static IEnumerable<string> Why(LearnerFact fact, BusinessCalendar calendar) =>
        fact switch
        {
            { Stamp.LaterFrom: { } from } => [$"takes effect with the night of {ValueText.Date(calendar.DateOf(from))}"],
            MembershipChanged { AtOnce: true, Joined.Count: > 0 } or LearnerCreated { AtOnce: true, Groups.Count: > 0 } =>
            [
                "made in the user interface: joins take effect at once",
            ],
            LearnerUpdated { HireDateGiven: false } => [],
            _ => ["takes effect with the next night"],
        };

    private static string Now(LearnerFact fact) =>
        fact switch
        {
            LearnerCreated created => $"Created{Facts(created)}",
            LearnerUpdated { HireDateGiven: true } updated => updated.HiredOn is { } date
                ? $"Hire date is now {ValueText.Date(date)}"
                : "Hire date removed",
            LearnerUpdated => "Name or address changed; rules do not use them",
            LearnerDeactivated => "Became inactive",
            LearnerReactivated => "Became active again",
            MembershipChanged changed => Membership(changed, "Joined", "Left"),
            _ => throw Unknown(fact),
        };

    /// <summary>A fact that was known before it holds (semantics 13).</summary>
    private static string Later(LearnerFact fact, string from) =>
        fact switch
        {
            LearnerCreated created => $"Created from {from} on{Facts(created)}",
            LearnerDeactivated => $"Inactive from {from} on",
            LearnerReactivated => $"Active again from {from} on",
            MembershipChanged changed => $"{Membership(changed, "Joins", "Leaves")} on {from}",
            _ => throw Unknown(fact),
        };

    private static string Facts(LearnerCreated created) =>
        $"{Active(created.Active)}, {Hired(created.HiredOn)}"
        + (created.Groups.Count > 0 ? $", member of {ValueText.List(created.Groups)}" : "");

    private static string Membership(MembershipChanged changed, string joins, string leaves) =>
        (changed.Joined.Count, changed.Left.Count) switch
        {
            (> 0, > 0) => $"{joins} {ValueText.List(changed.Joined)}, {leaves.ToLowerInvariant()} {ValueText.List(changed.Left)}",
            (_, > 0) => $"{leaves} {ValueText.List(changed.Left)}",
            _ => $"{joins} {ValueText.List(changed.Joined)}",
        };

    /// <summary>What is absent says nothing (semantics 2).</summary>
    private static string Active(bool? active) =>
        active switch
        {
            true => ", active",
            false => ", inactive",
            null => "",
        };

    private static string Hired(DateOnly? hired) => hired is { } date ? $"hired {ValueText.Date(date)}" : "hire date unknown";

    private static ArgumentOutOfRangeException Unknown(LearnerFact fact) =>
        new(nameof(fact), fact.GetType().Name, "Unknown kind of learner fact.");
}
