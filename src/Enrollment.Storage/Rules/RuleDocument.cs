using Enrollment.Domain.Rules;

namespace Enrollment.Storage.Rules;

/// <summary>The version of a rule in force, with the version of its stream.</summary>
public sealed record RuleDocument(string Id, RuleSaved Saved, long StreamVersion)
{
    /// <summary>The latest instant of any save. If it is later than a run's, the run reads the stream.</summary>
    public required DateTimeOffset LatestOccurredAt { get; init; }

    /// <summary>The document of a complete stream.</summary>
    public static RuleDocument From(IEnumerable<RuleSaved> saves) => saves.Aggregate((RuleDocument?)null, Next)!;

    /// <summary>After one more save.</summary>
    public static RuleDocument Next(RuleDocument? document, RuleSaved saved) =>
        new(saved.Rule.Id.Value, saved.Replaces(document?.Saved) ? saved : document!.Saved, (document?.StreamVersion ?? 0) + 1)
        {
            LatestOccurredAt =
                document is null || saved.Stamp.OccurredAt > document.LatestOccurredAt ? saved.Stamp.OccurredAt : document.LatestOccurredAt,
        };
}
