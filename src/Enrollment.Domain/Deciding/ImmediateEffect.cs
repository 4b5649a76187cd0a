using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Deciding;

/// <summary>Which joins take effect at once, and for what (semantics 4).</summary>
public static class ImmediateEffect
{
    /// <summary>Whether the fact has a join that was made in the user interface.</summary>
    public static bool IsPossibleFor(LearnerFact fact) => JoinedAtOnce(fact).Count > 0;

    /// <summary>The activities a join takes effect for: those with a matching rule whose audience names a joined group.</summary>
    public static IEnumerable<ActivityId> ActivitiesFor(LearnerFact fact, Learner learner, IEnumerable<Rule> rules, DateOnly on)
    {
        var joined = JoinedAtOnce(fact);
        return rules
            .Where(rule =>
                rule.Audience is Audience.Groups groups && groups.Ids.Intersect(joined).Any() && rule.Judge(learner, on) is Verdict.Matches
            )
            .Select(rule => rule.ActivityId)
            .Distinct();
    }

    private static IReadOnlyList<GroupId> JoinedAtOnce(LearnerFact fact) =>
        fact switch
        {
            // A fact that holds from a later date takes effect in that date's run (semantics 13).
            { Stamp.LaterFrom: not null } => [],
            MembershipChanged { AtOnce: true } change => change.Joined,
            LearnerCreated { AtOnce: true } created => created.Groups,
            _ => [],
        };
}
