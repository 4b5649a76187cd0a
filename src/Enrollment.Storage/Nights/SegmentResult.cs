namespace Enrollment.Storage.Nights;

/// <summary>
/// The result of a segment. It is stored in the transaction of the segment's work, so that the work is done and counted once.
/// </summary>
public sealed record SegmentResult(string Id, DateOnly BusinessDate, NightlyPhase Phase, int Segment, SegmentCounts Counts)
{
    public static string KeyOf(DateOnly date, NightlyPhase phase, int segment) => $"{NightlyRun.KeyOf(date, phase)}/{segment}";

    public static SegmentResult Of(DateOnly date, NightlyPhase phase, int segment, SegmentCounts counts) =>
        new(KeyOf(date, phase, segment), date, phase, segment, counts);
}
