using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Simulation;

/// <summary>The rules of an organization in memory.</summary>
internal sealed class RuleShelf
{
    private readonly Dictionary<RuleId, RuleSaved> _rules = [];

    /// <summary>The version of each rule that holds.</summary>
    public IReadOnlyCollection<Rule> InForce { get; private set; } = [];

    public IEnumerable<ActivityId> Activities => InForce.Select(rule => rule.ActivityId).Distinct();

    public void Add(RuleSaved saved)
    {
        if (!saved.Replaces(_rules.GetValueOrDefault(saved.Rule.Id)))
            return;
        _rules[saved.Rule.Id] = saved;
        InForce = [.. _rules.Values.Select(known => known.Rule)];
    }
}
