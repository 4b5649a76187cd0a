using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Learners;

namespace Enrollment.Intake.Mapping;

/// <summary>Converts the contracts of facts about persons to the core's types, without names and addresses.</summary>
public static class LearnerFacts
{
    public static Stamp Stamp(this Fact fact) => new(fact.OccurredAt, fact.MessageId);

    public static LearnerFact ToDomain(this UserCreated fact, BusinessCalendar? calendar = null) =>
        new LearnerCreated(
            fact.Stamp(fact.EffectiveOn, calendar),
            fact.HiredOn,
            fact.Active,
            Groups(fact.Groups),
            fact.Origin is Origin.UserInterface
        );

    public static LearnerFact ToDomain(this UserUpdated fact) => new LearnerUpdated(fact.Stamp(), fact.HiredOn.IsSet, fact.HiredOn.Value);

    public static LearnerFact ToDomain(this UserDeactivated fact, BusinessCalendar? calendar = null) =>
        new LearnerDeactivated(fact.Stamp(fact.EffectiveOn, calendar));

    public static LearnerFact ToDomain(this UserReactivated fact, BusinessCalendar? calendar = null) =>
        new LearnerReactivated(fact.Stamp(fact.EffectiveOn, calendar));

    public static LearnerFact ToDomain(this GroupMembershipChanged fact, BusinessCalendar? calendar = null) =>
        new MembershipChanged(
            fact.Stamp(fact.EffectiveOn, calendar),
            Groups(fact.Joined),
            Groups(fact.Left),
            fact.Origin is Origin.UserInterface
        );

    /// <summary>A fact with a later date holds from that date's nightly instant (semantics 13).</summary>
    private static Stamp Stamp(this Fact fact, DateOnly? effectiveOn, BusinessCalendar? calendar) =>
        effectiveOn is { } date && calendar is not null && date > calendar.DateOf(fact.OccurredAt)
            ? fact.Stamp() with
            {
                LaterFrom = calendar.NightlyInstant(date).ToUniversalTime(),
            }
            : fact.Stamp();

    private static GroupId[] Groups(IEnumerable<string> ids) => [.. ids.Select(id => new GroupId(id))];
}
