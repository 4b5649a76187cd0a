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
        foreach (var (stream, on, of) in RepeatedCompletions(stored))
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
        foreach (
            var (stream, (type, number, on)) in FindDuplicates(
                stored.Of<PeriodEvent>().Where(entry => entry.Fact is PeriodDueSoon or PeriodStillOverdue),
                reminder => (reminder.GetType().Name, reminder.Period.Number, reminder.EffectiveOn)
            )
        )
            verdict.AddFinding("doubled", $"{type} of {on:yyyy-MM-dd} about period {number} is recorded twice in {stream}");
        foreach (var (stream, order) in FindDuplicates(OrdersCarriedOut(stored), order => order))
            verdict.AddFinding("doubled", $"{order} is carried out twice in {stream}");
        foreach (var (stream, state) in stored.Enrollments.Where(entry => entry.Value.Periods.Count(period => period.IsCurrent) > 1))
            verdict.AddFinding("doubled", $"{stream} has {state.Periods.Count(period => period.IsCurrent)} current periods");
    }

    /// <summary>
    /// One of a date that has a completion is recorded only where it is later: a revocation in between would not leave it out (semantics
    /// 10).
    /// </summary>
    private static IEnumerable<(string Stream, DateOnly On, ActivityId? Of)> RepeatedCompletions(SystemState stored) =>
        from date in stored
            .Of<CompletionRecorded>()
            .GroupBy(entry => (entry.Stream, On: entry.Fact.CompletedOn, entry.Fact.SentFor, entry.Fact.Of), entry => entry.Fact.Stamp)
        where date.Zip(date.Skip(1)).Any(pair => !pair.Second.Supersedes(pair.First))
        select (date.Key.Stream, date.Key.On, date.Key.Of);

    private static IEnumerable<(string Stream, OrderId Order)> OrdersCarriedOut(SystemState stored) =>
        stored.Of<SourcesJudged>().SelectMany(entry => (entry.Fact.Orders ?? []).Select(order => (entry.Stream, order.Id)));

    private static bool BecomesVisible(PeriodEvent change) =>
        change is PeriodPlanned or PeriodOpened && change.Period.Status is PeriodStatus.Open;

    private static IEnumerable<(string Stream, TKey Key)> FindDuplicates<T, TKey>(
        IEnumerable<(string Stream, T Fact)> facts,
        Func<T, TKey> key
    ) => facts.GroupBy(entry => (entry.Stream, Key: key(entry.Fact))).Where(group => group.Skip(1).Any()).Select(group => group.Key);
}
