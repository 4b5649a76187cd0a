namespace Enrollment.Worker.NightlyCycle;

/// <summary>Last event of <c>nightly/{date}</c>, appended with the saga's last state.</summary>
public sealed record NightFinished(
    DateOnly BusinessDate, DateTimeOffset StartedAt, DateTimeOffset CompletedAt, SegmentCounts Batch, SegmentCounts Rollover);
