using System.Text.Json.Serialization;

namespace Enrollment.Storage.Nights;

/// <summary>The progress of a phase. A segment's counts are added when it leaves the outstanding ones, so each is counted once.</summary>
public sealed record PhaseProgress(PlannedWork Work, IReadOnlyList<int> Outstanding, SegmentCounts Counts)
{
    public static PhaseProgress NotPlanned { get; } = new(new PlannedWork(0, 0), [], SegmentCounts.None);

    /// <summary>Whether the plan was found in the store. False in documents of earlier versions until the store is read again.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>Every planned segment has its result.</summary>
    [JsonIgnore]
    public bool IsDone => IsPlanned && Outstanding.Count == 0;

    /// <summary>The items that are not counted yet.</summary>
    [JsonIgnore]
    public long Remaining => Work.Items - Counts.Planned;

    public static PhaseProgress Planned(PlannedWork work) => Of(work, []);

    /// <summary>From the stored plan and results.</summary>
    public static PhaseProgress Of(PlannedWork work, IReadOnlyCollection<SegmentResult> results)
    {
        var segments = Enumerable.Range(1, work.Segments).ToHashSet();
        var done = results.Where(result => segments.Remove(result.Segment)).ToArray();
        var counts = done.Aggregate(SegmentCounts.None, (sum, result) => sum + result.Counts);
        return new PhaseProgress(work, [.. segments.Order()], counts) { IsPlanned = true };
    }

    public PhaseProgress With(int segment, SegmentCounts counts) =>
        Outstanding.Contains(segment)
            ? this with
            {
                Outstanding = [.. Outstanding.Where(number => number != segment)],
                Counts = Counts + counts,
            }
            : this;
}
