using Enrollment.Chaos.Publishing;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Worker.NightlyCycle;

namespace Enrollment.Chaos.Judging;

/// <summary>Nothing may have happened twice.</summary>
internal static class Doubles
{
    public static void Look(Account account, Stored stored, Verdict verdict)
    {
        // Either body of a contradicted id may hold: nothing else is said of these learners.
        foreach (var (stream, _, id) in Twice(stored.Of<LearnerFact>(), fact => (fact.GetType().Name, fact.Stamp.MessageId)).Select(entry => (entry.Stream, entry.Key.Name, entry.Key.MessageId))
            .Where(entry => !account.Attempted.ContainsKey(entry.MessageId) || !account.IsConflict(entry.MessageId)))
            verdict.Found("doubled", $"{id} is recorded twice in {stream}");
        foreach (var (stream, id) in Twice(stored.Of<RuleSaved>(), saved => saved.Stamp.MessageId))
            verdict.Found("doubled", $"{id} is recorded twice in {stream}");
        foreach (var (stream, on) in Twice(stored.Of<CompletionRecorded>(), completion => completion.CompletedOn))
            verdict.Found("doubled", $"the completion of {on:yyyy-MM-dd} is recorded twice in {stream}");
        foreach (var (stream, number) in Twice(stored.Of<PeriodPlanned>(), planned => planned.Period.Number))
            verdict.Found("doubled", $"period {number} is planned twice in {stream}");
        foreach (var (stream, number) in Twice(stored.Of<PeriodEvent>().Where(entry => BecomesVisible(entry.Fact)), change => change.Period.Number))
            verdict.Found("doubled", $"period {number} of {stream} becomes visible twice");
        foreach (var (stream, state) in stored.Enrollments.Where(entry => entry.Value.Periods.Count(period => period.IsCurrent) > 1))
            verdict.Found("doubled", $"{stream} has {state.Periods.Count(period => period.IsCurrent)} current periods");
        foreach (var run in stored.Runs)
            Look(run, stored, verdict);
    }

    private static bool BecomesVisible(PeriodEvent change) => change is PeriodPlanned or PeriodOpened && change.Period.Status is PeriodStatus.Open;

    private static IEnumerable<(string Stream, TKey Key)> Twice<T, TKey>(IEnumerable<(string Stream, T Fact)> facts, Func<T, TKey> key) =>
        facts.GroupBy(entry => (entry.Stream, Key: key(entry.Fact))).Where(group => group.Skip(1).Any()).Select(group => group.Key);

    /// <summary>Each learner counts once in a run: its counts are those of its segments, and what was planned.</summary>
    private static void Look(NightlyCycleState run, Stored stored, Verdict verdict)
    {
        foreach (var (phase, progress) in new[] { (NightlyPhase.Batch, run.Batch), (NightlyPhase.Rollover, run.Rollover) })
        {
            var segments = stored.Segments.Where(segment => segment.BusinessDate == run.BusinessDate && segment.Phase == phase).Aggregate(SegmentCounts.None, (sum, segment) => sum + segment.Counts);
            if (run.CompletedAt is not null && (progress.Counts.Planned != progress.Work.Items || progress.Counts.Planned != progress.Counts.Applied + progress.Counts.Unchanged + progress.Counts.Failed))
                verdict.Found("doubled", $"the run of {run.BusinessDate:yyyy-MM-dd} planned {progress.Work.Items} in its {phase} and counts {progress.Counts}");
            if (segments != SegmentCounts.None && segments != progress.Counts)
                verdict.Found("doubled", $"the run of {run.BusinessDate:yyyy-MM-dd} counts {progress.Counts} in its {phase}, its segments {segments}");
        }
    }
}
