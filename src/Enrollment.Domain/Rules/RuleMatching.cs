using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Rules;

/// <summary>Whether a rule matches a learner, and why (semantics 3, "who matches").</summary>
public enum Verdict
{
    /// <summary>All conditions hold.</summary>
    Matches,

    /// <summary>The learner does not exist yet or is not active.</summary>
    NotActive,

    /// <summary>The audience is none: the rule enrolls nobody.</summary>
    DoesNotAutoEnroll,

    /// <summary>Not a member of any group of the audience.</summary>
    NotInAudience,

    /// <summary>Hired on or before the rule's date.</summary>
    HiredTooEarly,

    /// <summary>Undecided: hire date unknown.</summary>
    HireDateUnknown,
}

/// <summary>A rule that matches a learner: one live reason to be enrolled.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Terms">What it asks.</param>
/// <param name="Reason">Its reason text.</param>
/// <param name="Groups">The groups that brought the learner in; null for the entire company.</param>
public sealed record Match(RuleId RuleId, int Version, Terms Terms, string? Reason, IReadOnlyList<GroupId>? Groups)
{
    /// <summary>
    /// Whether both ask the same; the groups may differ as long as there is one, and so may a version that changed nothing else.
    /// </summary>
    public bool AsksTheSameAs(Match other) => RuleId == other.RuleId && Terms == other.Terms && Reason == other.Reason;
}

/// <summary>Judges rules against learners.</summary>
public static class RuleMatching
{
    /// <summary>Judges one rule against one learner: by the first condition that is not met.</summary>
    public static Verdict Judge(this Rule rule, Learner learner)
    {
        foreach (var kind in Condition.Order)
            if (Condition.Judge(kind, rule, learner) is not Verdict.Matches and var verdict)
                return verdict;
        return Verdict.Matches;
    }

    /// <summary>Every condition the rule has, each judged whatever came of the others.</summary>
    public static IReadOnlyList<Condition> Conditions(this Rule rule, Learner learner) =>
        [
            .. Condition
                .Order.Where(kind => kind is not ConditionKind.HiredLater || rule.HiredAfter is not null)
                .Select(kind => new Condition(kind, Condition.Judge(kind, rule, learner))),
        ];

    /// <summary>The match, or null where the rule does not match.</summary>
    public static Match? MatchFor(this Rule rule, Learner learner) =>
        rule.Judge(learner) is Verdict.Matches
            ? new Match(
                rule.Id,
                rule.Version,
                rule.Terms,
                rule.Reason,
                (rule.Audience as Audience.Groups)?.Ids.Where(learner.IsIn).ToArray()
            )
            : null;
}
