namespace Enrollment.Worker.NightlyCycle;

/// <summary>How far a phase is: a segment's counts are added when it leaves the outstanding ones, so each is counted once.</summary>
public sealed record PhaseProgress(PlannedWork Work, IReadOnlyList<int> Outstanding, SegmentCounts Counts)
{
    public static PhaseProgress NotPlanned { get; } = new(new PlannedWork(0, 0), [], SegmentCounts.None);

    public static PhaseProgress Planned(PlannedWork work) => new(work, [.. Enumerable.Range(1, work.Segments)], SegmentCounts.None);

    /// <summary>What is not counted yet.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Remaining => Work.Items - Counts.Planned;

    public PhaseProgress With(int segment, SegmentCounts counts) => Outstanding.Contains(segment)
        ? this with { Outstanding = [.. Outstanding.Where(number => number != segment)], Counts = Counts + counts }
        : this;
}
