namespace Enrollment.Worker.NightlyCycle;

/// <summary>A segment of the period rollover is committed; every delivery carries the same counts.</summary>
public sealed record RolloverSegmentCompleted(DateOnly BusinessDate, int Segment, SegmentCounts Counts);
