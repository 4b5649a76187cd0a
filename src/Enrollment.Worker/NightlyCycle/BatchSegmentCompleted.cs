namespace Enrollment.Worker.NightlyCycle;

/// <summary>A segment of the nightly batch is committed; every delivery carries the same counts.</summary>
public sealed record BatchSegmentCompleted(DateOnly BusinessDate, int Segment, SegmentCounts Counts);
