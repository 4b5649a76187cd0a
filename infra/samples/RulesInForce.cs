using Enrollment.Contracts;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Intake.Mapping;

namespace Enrollment.Samples;

/// <summary>The latest version of each rule, as the domain knows it.</summary>
internal sealed class RulesInForce
{
    private readonly SortedDictionary<string, Rule> _rules = new(StringComparer.Ordinal);

    public void Save(AutoEnrollmentRuleSaved saved) => _rules[saved.RuleId] = saved.ToDomain().Rule;

    /// <summary>The rules that match the learner, in the order of their ids.</summary>
    public IEnumerable<Rule> Matching(Learner learner, DateOnly on) =>
        _rules.Values.Where(rule => rule.Judge(learner, on) is Verdict.Matches);
}
