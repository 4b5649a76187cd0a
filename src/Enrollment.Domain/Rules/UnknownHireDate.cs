using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Rules;

/// <summary>What a rule does without the hire date that it asks for. Both are reported (semantics 3, 11).</summary>
public enum UnknownHireDate
{
    /// <summary>The rule asks who was hired after a date: it does not match, and is undecided.</summary>
    Undecided,

    /// <summary>A due date counts from the hire date: it counts from the eligibility date instead.</summary>
    CountsFromEligibility,
}

/// <summary>Tells where an unknown hire date is in the way.</summary>
public static class UnknownHireDates
{
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
