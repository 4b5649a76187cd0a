using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>No period is current and sources were gained, or edited, which counts as regained (semantics 7).</summary>
internal sealed partial class Timeline
{
    private void Begin(Source[] gained, SourcesJudged step)
    {
        if (gained.Length == 0)
            return;
        var last = _periods.LastOrDefault();
        if (last is { Status: PeriodStatus.Withdrawn })
            Regain(last, gained, step);
        else if (LastDone(last) is { } done)
            Continue(done, step);
        else
            BeginAnew(gained, step);
    }

    /// <summary>The last period, or the one completed before it where the last was canceled.</summary>
    private PlannedPeriod? LastDone(PlannedPeriod? last) =>
        last is { Status: PeriodStatus.Canceled } ? _periods.FindLast(period => period.IsDone) : last;

    private void BeginAnew(Source[] gained, SourcesJudged step)
    {
        if (PeriodCandidate.Strictest(gained.Select(DueDateCalculator.First)) is { } offer)
            PlanFirst(offer, after: null, step);
    }

    /// <summary>
    /// After a completed or satisfied period: the next one of rules that were a source of it, a first one of those that were not.
    /// </summary>
    private void Continue(PlannedPeriod done, SourcesJudged step)
    {
        var offers = _sources
            .Values.Select(source =>
                done.Sources.Contains(source.RuleId)
                    ? DueDateCalculator.Next(source, done, step.EligibleFrom.Or(source.EligibleFrom))
                    : DueDateCalculator.First(source)
            )
            .OfType<PeriodCandidate>();
        if (PeriodCandidate.Strictest(offers) is not { } offer)
            return;
        if (offer.Origin is PeriodOrigin.Eligibility)
            PlanFirst(offer, done, step);
        else
            PlanAfter(done, offer, step);
    }

    /// <summary>A withdrawn period: completed by what was done since, or begun anew when its time is over, or restored.</summary>
    private void Regain(PlannedPeriod period, Source[] gained, SourcesJudged step)
    {
        if (CompletedSince(period) is { } c)
        {
            if (!period.WasVisible)
                period.EnrolledOn = c;
            Finish(period, c);
            Continue(period, step);
        }
        else if (period.Year is { } k && period.Governing.Terms.Annual is { } calendar && calendar.TakeOver(k + 1) <= step.EligibleFrom)
        {
            BeginAnew(gained, step);
            // A completion that comes later may be the one that was not found.
            _counting = null;
        }
        else
        {
            Restore(period, gained, step);
        }
    }

    private DateOnly? CompletedSince(PlannedPeriod period)
    {
        if (period.EndedOn is not { } ended)
            return null;
        var until = period.NextTakeOver?.On ?? DateOnly.MaxValue;
        var counted = Counted();
        return Known.Earliest(ended.Or(period.CountsFrom), c => c < until && !counted.Contains(c));
    }

    /// <summary>
    /// The same period, its due date kept (the floor applies); governed by the rule that brought it back. When that is the rule it had, it
    /// goes on
    /// from the e it had: edits are compared on the same inputs.
    /// </summary>
    private void Restore(PlannedPeriod period, Source[] gained, SourcesJudged step)
    {
        var offer = PeriodCandidate.Strictest(gained.Select(source => OfferFor(period, source)).OfType<PeriodCandidate>());
        var source = offer?.Source ?? gained.OrderBy(s => s.Terms.Requirement).First();
        if (source.RuleId == period.Governing.RuleId)
            _sources[source.RuleId.Value] = source = source with { EligibleFrom = period.Governing.EligibleFrom };
        if (source.RuleId != period.YearOf || source.Terms.Annual is null)
            period.Year = offer?.Year;
        (period.YearOf, period.Governing, period.DueFrom) = (source.RuleId, source, source.RuleId);
        period.Requirement = source.Terms.Requirement;
        period.WithoutRule = false;
        period.EndedOn = null;
        period.MoveDue(Floor(period.Due, step.On, step.MinimumDaysToComplete));
        if (!period.WasVisible)
            period.EnrolledOn = period.EnrolledOn.Or(step.EligibleFrom);
        period.Reopen();
        if (!period.WasVisible)
            period.Status = PeriodStatus.Scheduled;
        foreach (var live in _sources.Values)
            period.Sources.Add(live.RuleId);
    }
}
