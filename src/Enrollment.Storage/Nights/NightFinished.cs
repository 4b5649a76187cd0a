using Enrollment.Storage.Auditing;

namespace Enrollment.Storage.Nights;

/// <summary>Last event of <c>nightly/{date}</c>, appended with the saga's last state.</summary>
public sealed record NightFinished(
    DateOnly BusinessDate,
    DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt,
    SegmentCounts Batch,
    SegmentCounts Rollover
)
{
    /// <summary>
    /// Where the chain over all events was; it follows the night, so the night's own last events come with the next digest. Null in events
    /// from before there was a chain.
    /// </summary>
    public Digest? Digest { get; init; }
}
