namespace Enrollment.Storage.Nights;

/// <summary>What a segment has done; stored in the transaction of its work, so that it is done and counted once.</summary>
public sealed record SegmentResult(string Id, DateOnly BusinessDate, NightlyPhase Phase, int Segment, SegmentCounts Counts)
{
    public static string KeyOf(DateOnly date, NightlyPhase phase, int segment) => $"{NightlyRun.KeyOf(date, phase)}/{segment}";

    public static SegmentResult Of(DateOnly date, NightlyPhase phase, int segment, SegmentCounts counts) =>
        new(KeyOf(date, phase, segment), date, phase, segment, counts);
}
