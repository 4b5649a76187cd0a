using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Learners;

namespace Enrollment.Intake.Mapping;

/// <summary>Converts the contracts of facts about persons to the core's types, without names and addresses.</summary>
public static class LearnerFacts
{
    public static Stamp Stamp(this Fact fact) => new(fact.OccurredAt, fact.MessageId);

    public static LearnerFact ToDomain(this UserCreated fact) =>
        new LearnerCreated(fact.Stamp(), fact.HiredOn, fact.Active, Groups(fact.Groups), fact.Origin is Origin.UserInterface);

    public static LearnerFact ToDomain(this UserUpdated fact) => new LearnerUpdated(fact.Stamp(), fact.HiredOn.IsSet, fact.HiredOn.Value);

    public static LearnerFact ToDomain(this UserDeactivated fact) => new LearnerDeactivated(fact.Stamp());

    public static LearnerFact ToDomain(this UserReactivated fact) => new LearnerReactivated(fact.Stamp());

    public static LearnerFact ToDomain(this GroupMembershipChanged fact) =>
        new MembershipChanged(fact.Stamp(), Groups(fact.Joined), Groups(fact.Left), fact.Origin is Origin.UserInterface);

    private static GroupId[] Groups(IEnumerable<string> ids) => [.. ids.Select(id => new GroupId(id))];
}
