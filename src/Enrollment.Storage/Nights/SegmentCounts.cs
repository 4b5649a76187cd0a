namespace Enrollment.Storage.Nights;

/// <summary>The outcome of a segment's items: <c>planned = applied + unchanged + failed</c>.</summary>
public sealed record SegmentCounts(long Planned, long Applied, long Unchanged, long Failed)
{
    public static SegmentCounts None { get; } = new(0, 0, 0, 0);

    public static SegmentCounts operator +(SegmentCounts left, SegmentCounts right) => left.Add(right);

    public SegmentCounts Add(SegmentCounts other) =>
        new(Planned + other.Planned, Applied + other.Applied, Unchanged + other.Unchanged, Failed + other.Failed);
}
