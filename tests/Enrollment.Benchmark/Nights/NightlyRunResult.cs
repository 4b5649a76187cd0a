using Enrollment.Storage.Nights;

namespace Enrollment.Benchmark.Nights;

/// <summary>A completed run, by the saga's own account.</summary>
internal sealed record NightlyRunResult(DateTimeOffset StartedAt, DateTimeOffset CompletedAt, SegmentCounts Batch, SegmentCounts Rollover)
{
    public double Seconds => (CompletedAt - StartedAt).TotalSeconds;

    /// <summary>What it changed each second.</summary>
    public double PerSecond => (Batch.Applied + Rollover.Applied) / Seconds;
}
