using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Rules;

/// <summary>A rule as it was saved; the event of the rule's stream.</summary>
public sealed record RuleSaved(Stamp Stamp, Rule Rule, string? SavedBy);

/// <summary>Which saved version of a rule holds.</summary>
public static class RuleHistory
{
    /// <summary>The largest version wins; the same version with other content: the later fact (semantics 2).</summary>
    public static bool Replaces(this RuleSaved candidate, RuleSaved? current) =>
        current is null
        || candidate.Rule.Version > current.Rule.Version
        || (candidate.Rule.Version == current.Rule.Version && candidate.Stamp.Supersedes(current.Stamp));

    /// <summary>The version that holds among those saved up to the instant; null when there is none.</summary>
    public static RuleSaved? InForce(this IEnumerable<RuleSaved> saves, DateTimeOffset upTo) =>
        saves
            .Where(save => save.Stamp.OccurredAt <= upTo)
            .Aggregate((RuleSaved?)null, (current, save) => save.Replaces(current) ? save : current);
}
