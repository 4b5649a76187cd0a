using Enrollment.Storage.Nights;
using MassTransit;

namespace Enrollment.Worker.Nights.Messages;

/// <summary>A segment of the period rollover is committed: a hint to look at the store.</summary>
/// <param name="BusinessDate">The run.</param>
/// <param name="Segment">Its number.</param>
/// <param name="Counts">Only for workers of the version before, which may run beside this one and go by it.</param>
[EntityName("Enrollment.Worker.NightlyCycle:RolloverSegmentCompleted")]
[MessageUrn("Enrollment.Worker.NightlyCycle:RolloverSegmentCompleted")]
public sealed record RolloverSegmentCompleted(DateOnly BusinessDate, int Segment, SegmentCounts Counts);
