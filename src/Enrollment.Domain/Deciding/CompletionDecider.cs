using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Periods;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Deciding;

/// <summary>Completions and their revocations (semantics 5.3, 10).</summary>
internal static class CompletionDecider
{
    public static IReadOnlyList<EnrollmentEvent> Record(EnrollmentState state, RecordCompletion command)
    {
        var fact = new CompletionRecorded
        {
            Cause = command.Cause,
            CompletedOn = command.CompletedOn,
            HandledOn = command.HandledOn,
            OccurredAt = command.OccurredAt,
            Outcome = "",
            SentFor = command.SentFor == command.CompletedOn ? null : command.SentFor,
            Of = command.Of,
        };
        if (!state.Replay.Ledger.IsNews(fact))
            return [];
        var replay = state.Replay.With(fact);
        // With the floor of one, another that was later than it can come about.
        while (state.HasOrders && OrdersThatComeAbout(state.Replay.Timeline, replay.Timeline, fact) is { Count: > 0 } orders)
        {
            fact = fact with
            {
                OrdersFromHandling = [.. fact.OrdersFromHandling ?? [], .. orders],
                MinimumDaysToComplete = command.MinimumDaysToComplete,
            };
            replay = state.Replay.With(fact);
        }

        var asOf = LaterOf(command.CompletedOn, command.RolledOverTo);
        return [fact with { Outcome = replay.Outcome }, .. TimelineDiff.Between(state, replay, asOf, command.Cause)];
    }

    /// <summary>The runs and messages there were are judged again, as if the completions had never come (semantics 10).</summary>
    public static IReadOnlyList<EnrollmentEvent> Revoke(EnrollmentState state, RevokeCompletion command)
    {
        var context = command.Context;
        var fact = new CompletionRevoked
        {
            Cause = context.Cause,
            On = context.HandledOn,
            RolledOverTo = context.PassedTo,
            CompletedOn = command.CompletedOn,
            OccurredAt = context.OccurredAt,
            Reason = context.Reason,
            DecidedBy = context.DecidedBy,
            Of = command.Of,
            LeftOut = false,
            HadCurrent = state.Current is not null,
            DueBefore = state.Current?.Due,
            MinimumDaysToComplete = context.MinimumDaysToComplete,
        };
        if (!state.Replay.Ledger.IsNews(fact))
            return [];
        var first = state.Replay.Ledger.FirstLeftOutBy(fact, state.Facts);
        fact = fact with { LeftOut = first is not null, CountedOn = first == fact.CompletedOn ? null : first };
        return [fact, .. TimelineDiff.Between(state, state.Replay.With(fact), context.PassedTo, context.Cause, context.HandledOn)];
    }

    /// <summary>Orders whose due date, already past on the day of handling, comes about by a late completion (semantics 5.3).</summary>
    private static ValueList<OrderId> OrdersThatComeAbout(Timeline before, Timeline after, CompletionRecorded late)
    {
        var known = Ordered(before).Select(period => (period.Order!.Value.Id, period.Basis.Origin, period.Basis.From)).ToHashSet();
        return
        [
            .. Ordered(after)
                .Where(period => period.DuePlan.Date < late.HandledOn)
                .Select(period => (period.Order!.Value.Id, period.Basis.Origin, period.Basis.From))
                .Where(order => !known.Contains(order))
                .Select(order => order.Id)
                .Distinct()
                .Where(order => late.OrdersFromHandling?.Contains(order) != true),
        ];
    }

    private static IEnumerable<PlannedPeriod> Ordered(Timeline timeline) =>
        Enumerable.Range(0, timeline.Count).Select(place => timeline[place]).Where(period => period.Order is not null);
}
