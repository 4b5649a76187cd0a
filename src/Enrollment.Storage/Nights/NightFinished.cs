using Enrollment.Storage.Auditing;

namespace Enrollment.Storage.Nights;

/// <summary>The last event of <c>nightly/{date}</c>, appended with the saga's last state.</summary>
public sealed record NightFinished(
    DateOnly BusinessDate,
    DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt,
    SegmentCounts Batch,
    SegmentCounts Rollover
)
{
    /// <summary>
    /// The head of the chain over all events. The chain follows the events, so the next digest covers the night's last ones. Null in events
    /// of versions without a chain.
    /// </summary>
    public Digest? Digest { get; init; }
}
