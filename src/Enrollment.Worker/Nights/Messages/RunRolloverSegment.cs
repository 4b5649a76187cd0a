using MassTransit;

namespace Enrollment.Worker.Nights.Messages;

/// <summary>Carries out one segment of the period rollover.</summary>
[EntityName("Enrollment.Worker.NightlyCycle:RunRolloverSegment")]
[MessageUrn("Enrollment.Worker.NightlyCycle:RunRolloverSegment")]
public sealed record RunRolloverSegment(DateOnly BusinessDate, int Segment);
