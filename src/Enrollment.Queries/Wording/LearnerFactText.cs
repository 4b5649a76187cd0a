using Enrollment.Domain;
using Enrollment.Domain.Learners;

namespace Enrollment.Queries.Wording;

/// <summary>What was told about a learner, in words. Names and addresses are not in the facts.</summary>
internal static class LearnerFactText
{
    public static string What(LearnerFact fact) =>
        fact switch
        {
            LearnerCreated created => $"Created, {(created.Active == false ? "inactive" : "active")}, {Hired(created.HiredOn)}"
                + (created.Groups.Count > 0 ? $", member of {All(created.Groups)}" : ""),
            LearnerUpdated { HireDateGiven: true } updated => updated.HiredOn is null
                ? "Hire date taken away"
                : $"Hire date is now {updated.HiredOn:yyyy-MM-dd}",
            LearnerUpdated => "Personal data changed; nothing that rules look at",
            LearnerDeactivated => "Became inactive",
            LearnerReactivated => "Is active again",
            MembershipChanged changed => Membership(changed),
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "Unknown kind of learner fact."),
        };

    public static IEnumerable<string> Why(LearnerFact fact) =>
        fact switch
        {
            MembershipChanged { AtOnce: true, Joined.Count: > 0 } or LearnerCreated { AtOnce: true, Groups.Count: > 0 } =>
            [
                "made by hand: joins take effect at once",
            ],
            LearnerUpdated { HireDateGiven: false } => [],
            _ => ["takes effect with the next night"],
        };

    private static string Membership(MembershipChanged changed) =>
        (changed.Joined.Count, changed.Left.Count) switch
        {
            (> 0, > 0) => $"Joined {All(changed.Joined)}, left {All(changed.Left)}",
            (_, > 0) => $"Left {All(changed.Left)}",
            _ => $"Joined {All(changed.Joined)}",
        };

    private static string Hired(DateOnly? hired) => hired is { } date ? $"hired {date:yyyy-MM-dd}" : "hire date unknown";

    private static string All(IEnumerable<GroupId> groups) => string.Join(", ", groups);
}
