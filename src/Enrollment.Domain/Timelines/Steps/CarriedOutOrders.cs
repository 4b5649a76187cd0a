using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>The orders of retraining that a run carries out after all else (semantics 12).</summary>
/// <param name="step">The step of the run.</param>
/// <param name="known">The completions that hold before it.</param>
/// <param name="outcome">Takes what becomes of the completion that is asked for.</param>
internal sealed class CarriedOutOrders(SourcesJudged step, KnownCompletions known, CompletionOutcome outcome)
{
    public Timeline Apply(Timeline timeline)
    {
        foreach (var order in step.Orders ?? [])
            if (!timeline.Sources.Live.IsEmpty)
                timeline = Apply(timeline, order, DueBy(order));
        return timeline;
    }

    private Timeline Apply(Timeline timeline, OrderCarriedOut order, DateOnly due)
    {
        if (timeline.Current is not { } period)
            return CountKnown(timeline.Add(Plan(timeline).OrderAnew(order.Id, due, step.On)));
        return period.CountsFrom <= step.On
            ? timeline.WithLast(period.OrderEarlier(order.Id, due, step.On))
            : CountKnown(timeline.WithLast(period.OrderAnew(order.Id, due, step.On)));
    }

    /// <summary>
    /// The order's date with the floor; where it came about by a late completion, with that of the day of handling (5.3).
    /// </summary>
    private DateOnly DueBy(OrderCarriedOut order)
    {
        var due = DueFloor.Of(step).Apply(order.Due)!.Value;
        return known.FloorOf(order.Id) is { } late ? late.Apply(due)!.Value : due;
    }

    /// <summary>From the governing source, also one that gives none.</summary>
    private PlannedPeriod Plan(Timeline timeline)
    {
        var basis = new PeriodBasis(PeriodOrigin.Order, step.On, timeline.LastDone, DateOnly.MinValue);
        var live = timeline.Sources.Live;
        var governing = PeriodCandidate.Strictest(
            live.Select(source => DueDateCalculator.Ordered(source, step.On, basis)),
            step.MinimumDaysToComplete
        )!;
        var ordered = governing with { Origin = PeriodOrigin.Order, From = step.On, After = basis.After };
        return new PlannedPeriod(ordered, DateOnly.MinValue, DueFloor.None, live);
    }

    private Timeline CountKnown(Timeline timeline) => new CompletionCounter(timeline, outcome).CountKnown(known, step.On);
}
