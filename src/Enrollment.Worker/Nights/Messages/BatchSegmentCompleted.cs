using Enrollment.Storage.Nights;
using MassTransit;

namespace Enrollment.Worker.Nights.Messages;

/// <summary>A segment of the batch is committed: a hint to read the store.</summary>
/// <param name="BusinessDate">The run.</param>
/// <param name="Segment">The segment's number.</param>
/// <param name="Counts">Used only by workers of the previous version, which may run beside this one.</param>
[EntityName("Enrollment.Worker.NightlyCycle:BatchSegmentCompleted")]
[MessageUrn("Enrollment.Worker.NightlyCycle:BatchSegmentCompleted")]
public sealed record BatchSegmentCompleted(DateOnly BusinessDate, int Segment, SegmentCounts Counts);
