using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Chaos.Judging;

/// <summary>
/// Nothing may have happened twice. What differs under one id is not the same twice: <see cref="RecordingCheck"/> looks whether it was
/// sent.
/// </summary>
internal static class DuplicateCheck
{
    public static void Check(SystemState stored, Verdict verdict)
    {
        foreach (
            var (stream, (id, _)) in FindDuplicates(stored.Of<LearnerFact>(), fact => (fact.Stamp.MessageId, RecordingCheck.Text(fact)))
        )
            verdict.AddFinding("doubled", $"{id} is recorded twice in {stream}");
        foreach (
            var (stream, (id, _)) in FindDuplicates(stored.Of<RuleSaved>(), saved => (saved.Stamp.MessageId, RecordingCheck.Text(saved)))
        )
            verdict.AddFinding("doubled", $"{id} is recorded twice in {stream}");
        foreach (var (stream, (on, of)) in RepeatedCompletions(stored))
            verdict.AddFinding(
                "doubled",
                $"the completion of {on:yyyy-MM-dd}{(of is null ? "" : $" of {of}")} is recorded twice in {stream}"
            );
        foreach (var repeated in stored.Decisions().GroupBy(entry => entry).Where(group => group.Skip(1).Any()))
            verdict.AddFinding("doubled", $"{repeated.Key.Id} is recorded twice in {repeated.Key.Stream}");
        foreach (var (stream, number) in FindDuplicates(stored.Of<PeriodPlanned>(), planned => planned.Period.Number))
            verdict.AddFinding("doubled", $"period {number} is planned twice in {stream}");
        foreach (
            var (stream, number) in FindDuplicates(
                stored.Of<PeriodEvent>().Where(entry => BecomesVisible(entry.Fact)),
                change => change.Period.Number
            )
        )
            verdict.AddFinding("doubled", $"period {number} of {stream} becomes visible twice");
        foreach (var (stream, state) in stored.Enrollments.Where(entry => entry.Value.Periods.Count(period => period.IsCurrent) > 1))
            verdict.AddFinding("doubled", $"{stream} has {state.Periods.Count(period => period.IsCurrent)} current periods");
    }

    /// <summary>A completion that was revoked can be recorded again.</summary>
    private static IEnumerable<(string Stream, (DateOnly On, ActivityId? Of) Key)> RepeatedCompletions(SystemState stored)
    {
        var revoked = stored
            .Of<CompletionRevoked>()
            .CountBy(entry => (entry.Stream, (entry.Fact.CompletedOn, entry.Fact.Of)))
            .ToDictionary();
        return stored
            .Of<CompletionRecorded>()
            .CountBy(entry => (entry.Stream, (entry.Fact.CompletedOn, entry.Fact.Of)))
            .Where(count => count.Value > 1 + revoked.GetValueOrDefault(count.Key))
            .Select(count => count.Key);
    }

    private static bool BecomesVisible(PeriodEvent change) =>
        change is PeriodPlanned or PeriodOpened && change.Period.Status is PeriodStatus.Open;

    private static IEnumerable<(string Stream, TKey Key)> FindDuplicates<T, TKey>(
        IEnumerable<(string Stream, T Fact)> facts,
        Func<T, TKey> key
    ) => facts.GroupBy(entry => (entry.Stream, Key: key(entry.Fact))).Where(group => group.Skip(1).Any()).Select(group => group.Key);
}
