using Enrollment.Storage.Auditing;

namespace Enrollment.Queries.Auditing;

/// <summary>Something that is not as it was recorded.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Stream">The stream concerned; null where it is none.</param>
/// <param name="Version">The event's place in it; null where the whole stream is meant.</param>
/// <param name="What">What was found, and what was expected.</param>
public sealed record Finding(FindingKind Kind, string? Stream, long? Version, string What);

/// <summary>Kinds of findings.</summary>
public enum FindingKind
{
    /// <summary>An event's content is not what was chained.</summary>
    Changed,

    /// <summary>An event that was chained is gone.</summary>
    Deleted,

    /// <summary>An event lies among chained ones and was not chained.</summary>
    Inserted,

    /// <summary>A link of the chain does not follow from the one before.</summary>
    Chain,

    /// <summary>The chain is not the one of which a digest was kept outside.</summary>
    Digest,

    /// <summary>A stream's versions have a gap, or its head says otherwise.</summary>
    Stream,

    /// <summary>A read model is not what its stream gives.</summary>
    ReadModel,
}
