using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>
/// What time alone does: a period opens, becomes overdue, is taken over. Every transition has the date on which it should have happened
/// (semantics 4).
/// </summary>
internal static class Rollover
{
    public static Timeline AdvanceTo(this Timeline timeline, DateOnly to)
    {
        while (timeline.Current is { NextTransition: { } on } period && on <= to)
            timeline = Pass(timeline, period, on);
        return timeline.Today < to ? timeline with { Today = to } : timeline;
    }

    /// <summary>Take-overs that came while a period was held: only the newest opens, with the run's date (semantics 7).</summary>
    public static Timeline CatchUpOnTakeOvers(this Timeline timeline, SourcesJudged step)
    {
        if (timeline.Current is not { NextTakeOver: { } next } period || next.On > step.On)
            return timeline;
        var newest = next.LatestUpTo(step.On, period.Governing.Terms.Annual!);
        return TakeOver(timeline, period, newest with { On = step.On }, step.MinimumDaysToComplete);
    }

    private static Timeline Pass(Timeline timeline, PlannedPeriod period, DateOnly on)
    {
        if (period.IsScheduled)
            return timeline.WithLast(period.Open());
        if (period is { Status: PeriodStatus.Open, Governing.IsRequired: true } && period.Due?.AddDays(1) == on)
            return timeline.WithLast(period.BecomeOverdue());
        return TakeOver(timeline, period, period.NextTakeOver!.Value, minimumDays: 0);
    }

    /// <summary>
    /// The period is missed and the next annual one is current from that day. The governing source is chosen again (semantics 5.5).
    /// </summary>
    private static Timeline TakeOver(Timeline timeline, PlannedPeriod missed, AnnualTakeOver takeOver, int minimumDays)
    {
        var (year, on) = takeOver;
        var live = timeline.Sources.Live;
        var strictest = PeriodCandidate.Strictest(
            live.Select(source =>
                source.RuleId == missed.Governing.RuleId
                    ? DueDateCalculator.TakeOver(missed.Governing, on, year)
                    : DueDateCalculator.TakeOver(source, on)
            ),
            minimumDays
        );
        var candidate = (strictest ?? DueDateCalculator.TakeOver(missed.Governing, on, year)) with { After = timeline.LastDone };
        var next = new PlannedPeriod(candidate, notBefore: DateOnly.MinValue, new DueFloor(on, minimumDays), live);
        next = next with { Basis = next.Basis with { TookOver = (missed.Governing, year) } };
        return timeline.WithLast(missed.Miss(on)).Add(next.Open());
    }
}
