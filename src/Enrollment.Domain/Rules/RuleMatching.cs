using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Rules;

/// <summary>Matches rules against learners.</summary>
public static class RuleMatching
{
    /// <summary>
    /// Evaluates one rule for one learner on a business date. The first condition that is not met gives the verdict.
    /// </summary>
    public static Verdict Judge(this Rule rule, Learner learner, DateOnly on)
    {
        foreach (var kind in Condition.Order)
            if (Condition.Judge(kind, rule, learner, on) is not Verdict.Matches and var verdict)
                return verdict;
        return Verdict.Matches;
    }

    /// <summary>
    /// Every condition of the rule, each evaluated whether or not the others are met. An exemption in force comes before all of them.
    /// </summary>
    public static IReadOnlyList<Condition> Conditions(this Rule rule, Learner learner, DateOnly on, bool isExempt = false) =>
        [
            .. isExempt ? [new Condition(ConditionKind.NotExempt, Verdict.Exempt)] : Array.Empty<Condition>(),
            .. Condition
                .Order.Where(kind => Condition.IsAsked(kind, rule))
                .Select(kind => new Condition(kind, Condition.Judge(kind, rule, learner, on))),
        ];

    /// <summary>The match, or null where the rule does not match.</summary>
    public static Match? MatchFor(this Rule rule, Learner learner, DateOnly on) =>
        rule.Judge(learner, on) is Verdict.Matches
            ? new Match(
                rule.Id,
                rule.Version,
                rule.Terms,
                rule.Reason,
                rule.Audience is Audience.Groups groups ? [.. groups.Ids.Where(learner.IsIn)] : null
            )
            : null;

    /// <summary>What the rule does without the learner's hire date; null where that is known or nothing needs it.</summary>
    public static UnknownHireDate? WithoutHireDate(this Rule rule, Learner learner, DateOnly on) =>
        learner.HiredOn is not null
            ? null
            : rule.Judge(learner, on) switch
            {
                Verdict.HireDateUnknown => UnknownHireDate.Undecided,
                Verdict.Matches when rule.Terms.CountsFromHireDate => UnknownHireDate.CountsFromEligibility,
                _ => null,
            };
}
