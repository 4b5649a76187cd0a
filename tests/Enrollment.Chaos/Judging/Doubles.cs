using Enrollment.Chaos.Publishing;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Chaos.Judging;

/// <summary>Nothing may have happened twice.</summary>
internal static class Doubles
{
    public static void Look(Account account, Stored stored, Verdict verdict)
    {
        foreach (var (stream, (kind, id)) in Twice(stored.Of<LearnerFact>(), fact => (fact.GetType().Name, fact.Stamp.MessageId)).Where(entry => !IsContradicted(entry.Key.MessageId, account)))
            verdict.Found("doubled", $"{kind} {id} is recorded twice in {stream}");
        foreach (var (stream, stamp) in Contradicted(account, stored))
            verdict.Found("doubled", $"{stamp.MessageId} of {stamp.OccurredAt:O} is recorded in {stream} more often than its bodies say so");
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
        Runs.Look(stored, verdict);
    }

    private static bool BecomesVisible(PeriodEvent change) => change is PeriodPlanned or PeriodOpened && change.Period.Status is PeriodStatus.Open;

    private static IEnumerable<(string Stream, TKey Key)> Twice<T, TKey>(IEnumerable<(string Stream, T Fact)> facts, Func<T, TKey> key) =>
        facts.GroupBy(entry => (entry.Stream, Key: key(entry.Fact))).Where(group => group.Skip(1).Any()).Select(group => group.Key);

    private static bool IsContradicted(string id, Account account) => account.Attempted.ContainsKey(id) && account.IsConflict(id);

    /// <summary>An id with several bodies: each body may be recorded, and once.</summary>
    private static IEnumerable<(string Stream, Stamp Stamp)> Contradicted(Account account, Stored stored) =>
        from recorded in stored.Of<LearnerFact>()
        where IsContradicted(recorded.Fact.Stamp.MessageId, account)
        group recorded by (recorded.Stream, recorded.Fact.Stamp) into same
        where same.Count() > account.Attempted[same.Key.Stamp.MessageId].Count(body => LedgerFacts.Learner(body) is var (_, fact) && fact.Stamp == same.Key.Stamp)
        select same.Key;
}
