using Enrollment.Storage.Nights;

namespace Enrollment.Chaos.Judging;

/// <summary>
/// No night runs that is not due. Each learner counts once in a run: its counts are what was planned, those of its segments, and those its
/// last event tells.
/// </summary>
internal sealed class NightlyRunCheck(SystemState stored, DateOnly lastNight, Verdict verdict)
{
    /// <summary>The start of a run removes the results of segments of runs that are older.</summary>
    public const int ResultRetentionDays = 14;

    private readonly ILookup<(DateOnly, NightlyPhase), SegmentResult> _results = stored.Segments.ToLookup(result =>
        (result.BusinessDate, result.Phase)
    );
    private readonly ILookup<DateOnly, (SegmentCounts, SegmentCounts)> _recorded = stored
        .Of<NightFinished>()
        .ToLookup(entry => entry.Fact.BusinessDate, entry => (entry.Fact.Batch, entry.Fact.Rollover));

    public void Check()
    {
        foreach (var run in stored.Runs.Where(run => run.CompletedAt is not null))
            CompareWithPlanAndEvent(run);
        foreach (var night in _recorded.Where(night => !stored.Runs.Any(run => run.BusinessDate == night.Key)))
            verdict.AddFinding("runs", $"the run of {night.Key:yyyy-MM-dd} is finished and not there");
        foreach (var early in stored.Runs.Where(run => run.BusinessDate > lastNight))
            verdict.AddFinding("runs", $"the run of {early.BusinessDate:yyyy-MM-dd} lies after the last night, {lastNight:yyyy-MM-dd}");
        var last = stored.Runs.Select(run => run.BusinessDate).DefaultIfEmpty().Max();
        var kept = stored
            .Runs.Where(run => run.CompletedAt is not null && last.DayNumber - run.BusinessDate.DayNumber <= ResultRetentionDays)
            .ToArray();
        foreach (var run in kept)
            CompareWithSegments(run);
        (verdict.Runs, verdict.RunsCompared) = (stored.Runs.Count, kept.Length);
    }

    private void CompareWithPlanAndEvent(NightlyRunDocument run)
    {
        foreach (var (name, _, progress) in PhasesOf(run))
            if (
                progress.Counts.Planned != progress.Work.Items
                || progress.Counts.Planned != progress.Counts.Applied + progress.Counts.Unchanged + progress.Counts.Failed
            )
                verdict.AddFinding("doubled", $"{name} planned {progress.Work.Items} and counts {progress.Counts}");
        if (!_recorded[run.BusinessDate].SequenceEqual([(run.Batch.Counts, run.Rollover.Counts)]))
            verdict.AddFinding(
                "doubled",
                $"the run of {run.BusinessDate:yyyy-MM-dd} counts {run.Batch.Counts} and {run.Rollover.Counts}, its stream tells "
                    + $"{string.Join(", ", _recorded[run.BusinessDate])}"
            );
    }

    private void CompareWithSegments(NightlyRunDocument run)
    {
        foreach (var (name, phase, progress) in PhasesOf(run))
        {
            var results = _results[(run.BusinessDate, phase)].OrderBy(result => result.Segment).ToArray();
            if (!results.Select(result => result.Segment).SequenceEqual(Enumerable.Range(1, progress.Work.Segments)))
                verdict.AddFinding(
                    "runs",
                    $"{name} has {progress.Work.Segments} segments, and results of "
                        + $"{string.Join(",", results.Select(result => result.Segment))}"
                );
            if (results.Aggregate(SegmentCounts.None, (sum, result) => sum + result.Counts) is var sum && sum != progress.Counts)
                verdict.AddFinding("doubled", $"{name} counts {progress.Counts}, its segments {sum}");
        }
    }

    private static IEnumerable<(string Name, NightlyPhase Phase, PhaseProgress Progress)> PhasesOf(NightlyRunDocument run) =>
        new[] { (NightlyPhase.Batch, run.Batch), (NightlyPhase.Rollover, run.Rollover) }.Select(entry =>
            ($"the run of {run.BusinessDate:yyyy-MM-dd} in its {entry.Item1}", entry.Item1, entry.Item2)
        );
}
