using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>Which source the current period follows (semantics 6), and what an edit of its rule changes (semantics 7).</summary>
internal sealed partial class Timeline
{
    private static PeriodCandidate? OfferFor(PlannedPeriod period, Source source) =>
        period.Origin switch
        {
            PeriodOrigin.Eligibility when period.After?.Sources.Contains(source.RuleId) != true => DueDateCalculator.First(source),
            PeriodOrigin.Eligibility or PeriodOrigin.Completion => DueDateCalculator.Next(
                source,
                period.After!,
                period.NotBefore.Or(source.EligibleFrom)
            ),
            _ => DueDateCalculator.TakeOver(source, period.PlannedFrom),
        };

    private PeriodCandidate? StrictestFor(PlannedPeriod period) =>
        PeriodCandidate.Strictest(_sources.Values.Select(source => OfferFor(period, source)).OfType<PeriodCandidate>());

    private void Reconsider(PlannedPeriod period, SortedDictionary<string, Source> before, SourcesJudged step)
    {
        foreach (var source in _sources.Values)
            period.Sources.Add(source.RuleId);
        var offer = StrictestFor(period);
        if (offer is null)
            GoWithoutOffer(period, step);
        else if (offer.Source.RuleId != period.Governing.RuleId)
            Switch(period, offer, step);
        else
            Keep(period, offer, before, step);
    }

    /// <summary>No source gives a date for the period: those that remain count as gone (semantics 6).</summary>
    private void GoWithoutOffer(PlannedPeriod period, SourcesJudged step)
    {
        if (period.WithoutRule)
            return;
        var governs = _sources.ContainsKey(period.Governing.RuleId.Value);
        if (period.Status is PeriodStatus.Scheduled)
            period.End(PeriodStatus.Canceled, step.On);
        else if (!governs)
            period.End(PeriodStatus.Withdrawn, step.On);
        else
            period.Year = null;
    }

    /// <summary>Lateness is kept as long as the source the period fell overdue under is live (semantics 6).</summary>
    private bool KeepsItsDue(PlannedPeriod period) =>
        period.Status is PeriodStatus.Overdue && _sources.ContainsKey(period.OverdueUnder.Value);

    /// <summary>Another source becomes governing.</summary>
    private void Switch(PlannedPeriod period, PeriodCandidate offer, SourcesJudged step)
    {
        var late = KeepsItsDue(period);
        Follow(period, offer);
        if (!late)
            TakeDue(period, offer, step);
        if (period.Status is PeriodStatus.Scheduled)
            period.EnrolledOn = offer.EnrolledOn(period.Due).Or(step.EligibleFrom);
        Reattach(period, step);
    }

    /// <summary>The same source goes on governing; its rule may have been edited.</summary>
    private void Keep(PlannedPeriod period, PeriodCandidate offer, SortedDictionary<string, Source> before, SourcesJudged step)
    {
        var old = before.GetValueOrDefault(offer.Source.RuleId.Value) ?? (period.WithoutRule ? period.Governing : offer.Source);
        if (!old.Match.AsksTheSameAs(offer.Source.Match))
            Edit(period, OfferFor(period, old with { EligibleFrom = offer.Source.EligibleFrom }), offer, step);
        else if (period.DueFrom != offer.Source.RuleId && !KeepsItsDue(period))
            TakeDue(period, offer, step);
        Reattach(period, step);
    }

    /// <summary>Where the new version computes something else from the same inputs than the old one did, it replaces it.</summary>
    private void Edit(PlannedPeriod period, PeriodCandidate? old, PeriodCandidate now, SourcesJudged step)
    {
        var raised = period.Requirement is Requirement.Recommended && now.Source.Terms.Requirement is Requirement.Required;
        var late = KeepsItsDue(period);
        var year = old?.Year == now.Year ? period.Year ?? now.Year : now.Year;
        Follow(period, now);
        period.Year = year;
        if (!late && (raised || old?.Due != now.Due || period.DueFrom != now.Source.RuleId))
            TakeDue(period, now, step);
        if (old?.CountsFrom != now.CountsFrom)
            period.CountsFrom = now.CountsFrom;
        if (period.Status is PeriodStatus.Scheduled && old?.EnrolledOn(old.Due) != now.EnrolledOn(now.Due))
            period.EnrolledOn = now.EnrolledOn(period.Due).Or(step.EligibleFrom);
    }

    private static void TakeDue(PlannedPeriod period, PeriodCandidate offer, SourcesJudged step)
    {
        SetDue(period, offer, step.On, step.MinimumDaysToComplete);
        if (period.Status is PeriodStatus.Overdue)
            period.Reopen();
    }

    /// <summary>
    /// A period that stayed open without a rule is governed again; a take-over that came meanwhile is dated the run (semantics 7).
    /// </summary>
    private void Reattach(PlannedPeriod period, SourcesJudged step)
    {
        if (!period.WithoutRule)
            return;
        period.WithoutRule = false;
        if (period.Status is not PeriodStatus.Scheduled)
            CatchUpOnTakeOvers(period, step);
    }
}
