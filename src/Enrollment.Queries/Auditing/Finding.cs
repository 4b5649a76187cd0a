using Enrollment.Storage.Auditing;

namespace Enrollment.Queries.Auditing;

/// <summary>A difference from the record.</summary>
/// <param name="Kind">The kind of difference.</param>
/// <param name="Stream">The stream concerned; null if no stream is concerned.</param>
/// <param name="Version">The event's version in it; null for the whole stream.</param>
/// <param name="What">What was found, and what was expected.</param>
public sealed record Finding(FindingKind Kind, string? Stream, long? Version, string What);

/// <summary>Kinds of findings.</summary>
public enum FindingKind
{
    /// <summary>An event's content is not what was chained.</summary>
    Changed,

    /// <summary>An event that was chained is gone.</summary>
    Deleted,

    /// <summary>An event is among chained ones and was not chained.</summary>
    Inserted,

    /// <summary>A link of the chain does not follow from the one before.</summary>
    Chain,

    /// <summary>The chain does not agree with a digest kept outside.</summary>
    Digest,

    /// <summary>A stream's versions have a gap, or its head says otherwise.</summary>
    Stream,

    /// <summary>A read model is not what its stream gives.</summary>
    ReadModel,
}
