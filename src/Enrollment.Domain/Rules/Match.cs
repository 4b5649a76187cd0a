namespace Enrollment.Domain.Rules;

/// <summary>A rule that matches a learner: one live reason to be enrolled.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Terms">What it asks.</param>
/// <param name="Reason">Its reason text.</param>
/// <param name="Groups">The groups of the audience that the learner is in; null for the entire company.</param>
public sealed record Match(RuleId RuleId, int Version, Terms Terms, string? Reason, ValueList<GroupId>? Groups)
{
    /// <summary>
    /// Whether both ask the same of the learner. Groups and version may differ.
    /// </summary>
    public bool AsksTheSameAs(Match other) => RuleId == other.RuleId && Terms == other.Terms && Reason == other.Reason;
}
