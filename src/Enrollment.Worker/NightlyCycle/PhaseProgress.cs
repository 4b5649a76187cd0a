namespace Enrollment.Worker.NightlyCycle;

/// <summary>How far a phase is: a segment's counts are added when it leaves the outstanding ones, so each is counted once.</summary>
public sealed record PhaseProgress(int Segments, IReadOnlyList<int> Outstanding, SegmentCounts Counts)
{
    public static PhaseProgress NotPlanned { get; } = new(0, [], SegmentCounts.None);

    public static PhaseProgress Planned(int segments) => new(segments, [.. Enumerable.Range(1, segments)], SegmentCounts.None);

    public PhaseProgress With(int segment, SegmentCounts counts) => Outstanding.Contains(segment)
        ? this with { Outstanding = [.. Outstanding.Where(number => number != segment)], Counts = Counts + counts }
        : this;
}
