using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Steps;

namespace Enrollment.Domain.Replaying;

/// <summary>
/// Replays the facts of an enrollment in the order in which they hold. Facts that come late, twice or in another order need no cases of
/// their own: every decision compares the timeline with what was recorded. Pure: everything it uses is in the facts. Immutable: a fact that
/// holds after all the others continues the timeline.
/// </summary>
internal sealed record FactReplay
{
    private int _stepsTaken;
    private LateCount? _counted;

    private FactReplay(FactOrder order, Timeline timeline) => (Order, Timeline) = (order, timeline);

    public static FactReplay Nothing { get; } = new(FactOrder.Empty, Timeline.Empty);

    public FactOrder Order { get; private init; }

    public Timeline Timeline { get; private init; }

    /// <summary>So many periods at the start are those of the replay this one continues.</summary>
    public int Unchanged { get; private init; }

    /// <summary>What became of the completion that was added last.</summary>
    public string Outcome { get; private init; } = CompletionOutcome.NoPeriodWasCurrent;

    /// <summary>Replays all facts.</summary>
    /// <param name="order">The facts.</param>
    /// <param name="asked">The completion whose outcome is asked for.</param>
    public static FactReplay Of(FactOrder order, DateOnly? asked = null)
    {
        var outcome = new CompletionOutcome(asked);
        var replay = new FactReplay(order, Timeline.Empty).Count(after: 0, outcome);
        for (var i = 0; i < order.Steps.Count; i++)
            replay = replay.Take(order.Steps[i], outcome).Count(after: i + 1, outcome);
        return replay with { Unchanged = 0, Outcome = outcome.Text };
    }

    /// <summary>Replays one more fact.</summary>
    public FactReplay With(EnrollmentFact fact)
    {
        // What is left out, or gives orders another floor, can change the timeline anywhere.
        if (fact is CompletionRevoked { LeftOut: true } or CompletionRecorded { OrdersFromHandling: not null })
            return Of(FactOrder.Of(Order.Recorded.Add(fact)), (fact as CompletionRecorded)?.CompletedOn);
        var order = Order.With(fact, out var after);
        if (fact is EnrollmentStep step)
            return Continue(order, Timeline).Take(step, new CompletionOutcome(asked: null));
        return fact is CompletionRecorded completion ? With(completion, order, after) : Continue(order, Timeline);
    }

    private FactReplay With(CompletionRecorded completion, FactOrder order, int? after)
    {
        if (after is not { } place)
            return Continue(order, Timeline) with { Outcome = CompletionOutcome.IsKnownOrRevoked };
        var (day, outcome) = (new CompletionDay(completion.CompletedOn, completion.Of), new CompletionOutcome(completion.CompletedOn));
        var replay =
            place == _stepsTaken && order.IsLatest(day, place)
                ? Continue(order, new CompletionCounter(Timeline, outcome).Count([day]))
                : CountLate(day, order, place, outcome);
        return replay is null ? Of(order, day.On) : replay with { Outcome = outcome.Text };
    }

    /// <summary>Time passes up to the date.</summary>
    public FactReplay UpTo(DateOnly date) => Continue(Order, Timeline.AdvanceTo(date)) with { Outcome = Outcome };

    /// <summary>Only the last period of a timeline can change.</summary>
    private FactReplay Continue(FactOrder order, Timeline timeline) =>
        this with
        {
            Order = order,
            Timeline = timeline,
            Unchanged = Timeline.Earlier.Count,
            Outcome = CompletionOutcome.NoPeriodWasCurrent,
        };

    private FactReplay Count(int after, CompletionOutcome outcome) =>
        this with
        {
            Timeline = new CompletionCounter(Timeline, outcome).Count(Order.Completions[after]),
        };

    private FactReplay Take(EnrollmentStep step, CompletionOutcome outcome)
    {
        var before = Timeline.AdvanceTo(step.RolledOverTo);
        return step switch
        {
            SourcesJudged judged => Take(judged, before, outcome),
            DueDateExtended extended => Took(Decisions.Extend(before, extended)),
            CompletionRevoked revoked => Took(Decisions.ApplyFloor(before, revoked)),
            SemanticsAdopted adopted => Took(Adoption.Apply(before, adopted)),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.GetType().Name, "Unknown kind of step."),
        };
    }

    private FactReplay Take(SourcesJudged step, Timeline before, CompletionOutcome outcome)
    {
        var timeline = before with { MinimumDays = step.MinimumDaysToComplete };
        var table = new StepTable(timeline, step, new KnownCompletions(Order, _stepsTaken), outcome);
        var taken = Finish(table.Apply(), step);
        return Took(taken) with { _counted = Timeline.Current is null ? table.Counted : null };
    }

    private FactReplay Took(Timeline taken) => this with { Timeline = taken, _stepsTaken = _stepsTaken + 1, _counted = null };

    private static Timeline Finish(Timeline timeline, SourcesJudged step)
    {
        // What an edit or a new source put into the past is dated the run (semantics 5, no backdating).
        if (step.Active && timeline.Current is { IsScheduled: false } current && current.NextTakeOver?.On <= step.RolledOverTo)
            timeline = timeline.CatchUpOnTakeOvers(step);
        return timeline.AdvanceTo(step.On);
    }

    /// <summary>
    /// After a completion from before the last step, where that step counted those that were known: one that is later than all of them is
    /// counted after them. Null where it may change more than that.
    /// </summary>
    private FactReplay? CountLate(CompletionDay day, FactOrder order, int after, CompletionOutcome outcome)
    {
        if (_counted is not { } counted || after != _stepsTaken - 1 || day.Of is not null || !order.IsLatestUpTo(day, after))
            return null;
        // Before the step it changed nothing: no period was current, and time passed further than to its date anyway.
        if (order.Steps[after] is not SourcesJudged step || day.On < counted.From || day.On > step.RolledOverTo)
            return null;
        var end = new CompletionCounter(counted.End, outcome).CountOneMore(day);
        var finished = this with { Order = order, Timeline = Finish(end, step), _counted = counted with { End = end } };
        return finished.Count(after + 1, outcome) with { Unchanged = counted.End.Earlier.Count };
    }
}
