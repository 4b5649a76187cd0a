using Enrollment.Storage.Nights;
using MassTransit;

namespace Enrollment.Worker.Nights.Messages;

/// <summary>A segment of the period rollover is committed: a hint to read the store.</summary>
/// <param name="BusinessDate">The run.</param>
/// <param name="Segment">The segment's number.</param>
/// <param name="Counts">Used only by workers of the previous version, which may run beside this one.</param>
[EntityName("Enrollment.Worker.NightlyCycle:RolloverSegmentCompleted")]
[MessageUrn("Enrollment.Worker.NightlyCycle:RolloverSegmentCompleted")]
public sealed record RolloverSegmentCompleted(DateOnly BusinessDate, int Segment, SegmentCounts Counts);
