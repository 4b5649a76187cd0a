using System.Collections.Immutable;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>A set of a few rules. A new member makes a new set, so that copies of a period share theirs.</summary>
internal readonly struct RuleSet
{
    private readonly ImmutableArray<RuleId> _rules;

    private RuleSet(ImmutableArray<RuleId> rules) => _rules = rules;

    public static RuleSet Empty { get; } = new([]);

    public bool Contains(RuleId rule) => _rules.Contains(rule);

    public RuleSet With(ImmutableArray<Source> sources)
    {
        var rules = _rules;
        foreach (var source in sources)
            if (!rules.Contains(source.RuleId))
                rules = rules.Add(source.RuleId);
        return new RuleSet(rules);
    }
}
