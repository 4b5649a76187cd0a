using Enrollment.Worker.NightlyCycle;

namespace Enrollment.Chaos.Judging;

/// <summary>Each learner counts once in a run: its counts are those of its segments, and what was planned.</summary>
internal static class Runs
{
    /// <summary>Segments' results are kept so long before the latest run; the counts of older runs are compared with their plan only.</summary>
    private const int DaysKept = 14;

    public static void Look(Stored stored, Verdict verdict)
    {
        var segments = stored.Segments.ToLookup(segment => (segment.BusinessDate, segment.Phase), segment => segment.Counts);
        var kept = stored.Runs.Select(run => run.BusinessDate.AddDays(-DaysKept)).DefaultIfEmpty().Max();
        verdict.Runs = stored.Runs.Count;
        verdict.RunsWithSegments = stored.Runs.Count(run => run.BusinessDate >= kept);
        foreach (var run in stored.Runs.Where(run => run.CompletedAt is not null))
            foreach (var (phase, progress) in new[] { (NightlyPhase.Batch, run.Batch), (NightlyPhase.Rollover, run.Rollover) })
            {
                LookAtPlan(run, phase, progress, verdict);
                if (run.BusinessDate >= kept)
                    LookAtSegments(run, phase, progress, [.. segments[(run.BusinessDate, phase)]], verdict);
            }
    }

    private static void LookAtPlan(NightlyCycleState run, NightlyPhase phase, PhaseProgress progress, Verdict verdict)
    {
        if (progress.Counts.Planned != progress.Work.Items || progress.Counts.Planned != progress.Counts.Applied + progress.Counts.Unchanged + progress.Counts.Failed)
            verdict.Found("doubled", $"the run of {run.BusinessDate:yyyy-MM-dd} planned {progress.Work.Items} in its {phase} and counts {progress.Counts}");
    }

    private static void LookAtSegments(NightlyCycleState run, NightlyPhase phase, PhaseProgress progress, SegmentCounts[] segments, Verdict verdict)
    {
        var sum = segments.Aggregate(SegmentCounts.None, (before, counts) => before + counts);
        if (segments.Length != progress.Work.Segments || sum != progress.Counts)
            verdict.Found("doubled", $"the run of {run.BusinessDate:yyyy-MM-dd} counts {progress.Counts} in the {progress.Work.Segments} segments of its {phase}, the {segments.Length} segments {sum}");
    }
}
