using Enrollment.Storage.Nights;

namespace Enrollment.Processing.Nights;

/// <summary>One segment of a phase of a run.</summary>
/// <param name="BusinessDate">The run.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Number">The segment's number, from 1.</param>
public sealed record SegmentId(DateOnly BusinessDate, NightlyPhase Phase, int Number)
{
    /// <summary>The key of the segment's result.</summary>
    public string Key => SegmentResult.KeyOf(BusinessDate, Phase, Number);
}
