namespace Enrollment.Worker.NightlyCycle;

/// <summary>Carries out one segment of the period rollover.</summary>
public sealed record RunRolloverSegment(DateOnly BusinessDate, int Segment);
