using MassTransit;

namespace Enrollment.Worker.Nights.Messages;

/// <summary>Carries out one segment of the nightly batch.</summary>
[EntityName("Enrollment.Worker.NightlyCycle:RunBatchSegment")]
[MessageUrn("Enrollment.Worker.NightlyCycle:RunBatchSegment")]
public sealed record RunBatchSegment(DateOnly BusinessDate, int Segment);
