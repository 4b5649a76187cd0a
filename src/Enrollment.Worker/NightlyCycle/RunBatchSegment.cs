namespace Enrollment.Worker.NightlyCycle;

/// <summary>Carries out one segment of the nightly batch.</summary>
public sealed record RunBatchSegment(DateOnly BusinessDate, int Segment);
