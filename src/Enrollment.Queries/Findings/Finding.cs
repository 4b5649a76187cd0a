namespace Enrollment.Queries.Findings;

/// <summary>A difference between the record and what was recorded.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Stream">The stream; null if it concerns none.</param>
/// <param name="Version">The event's version in the stream; null if it concerns the whole stream.</param>
/// <param name="What">What was found, and what was expected.</param>
public sealed record Finding(FindingKind Kind, string? Stream, long? Version, string What);

/// <summary>Kinds of findings.</summary>
public enum FindingKind
{
    /// <summary>An event differs from what was chained.</summary>
    Changed,

    /// <summary>An event that was chained is missing.</summary>
    Deleted,

    /// <summary>An event among chained ones was not chained.</summary>
    Inserted,

    /// <summary>A link of the chain does not follow from the one before.</summary>
    Chain,

    /// <summary>The chain differs from a digest that was kept outside.</summary>
    Digest,

    /// <summary>A stream's versions have a gap, or its head differs.</summary>
    Stream,

    /// <summary>A read model differs from its stream.</summary>
    ReadModel,
}
