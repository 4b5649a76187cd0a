using Enrollment.Domain;
using Enrollment.Domain.Learners;

namespace Enrollment.Queries.Wording.Events;

/// <summary>What a fact about a learner states. Names and addresses are not in the facts.</summary>
internal static class LearnerFactText
{
    public static string What(LearnerFact fact) =>
        fact switch
        {
            LearnerCreated created => $"Created{Active(created.Active)}, {Hired(created.HiredOn)}"
                + (created.Groups.Count > 0 ? $", member of {ValueText.List(created.Groups)}" : ""),
            LearnerUpdated { HireDateGiven: true } updated => updated.HiredOn is { } date
                ? $"Hire date is now {ValueText.Date(date)}"
                : "Hire date removed",
            LearnerUpdated => "Name or address changed; rules do not use them",
            LearnerDeactivated => "Became inactive",
            LearnerReactivated => "Became active again",
            MembershipChanged changed => Membership(changed),
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "Unknown kind of learner fact."),
        };

    /// <summary>When the fact takes effect.</summary>
    public static IEnumerable<string> Why(LearnerFact fact) =>
        fact switch
        {
            MembershipChanged { AtOnce: true, Joined.Count: > 0 } or LearnerCreated { AtOnce: true, Groups.Count: > 0 } =>
            [
                "made in the user interface: joins take effect at once",
            ],
            LearnerUpdated { HireDateGiven: false } => [],
            _ => ["takes effect with the next night"],
        };

    private static string Membership(MembershipChanged changed) =>
        (changed.Joined.Count, changed.Left.Count) switch
        {
            (> 0, > 0) => $"Joined {ValueText.List(changed.Joined)}, left {ValueText.List(changed.Left)}",
            (_, > 0) => $"Left {ValueText.List(changed.Left)}",
            _ => $"Joined {ValueText.List(changed.Joined)}",
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
}
