using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>Planning periods: first ones, next ones, and those satisfied by what was done before.</summary>
internal sealed partial class Timeline
{
    /// <summary>Adds the offered period. The floor is applied on date b (semantics 5).</summary>
    private PlannedPeriod Plan(PeriodCandidate offer, PlannedPeriod? after, DateOnly notBefore, DateOnly b, int minimumDays)
    {
        var period = new PlannedPeriod
        {
            Origin = offer.Origin,
            PlannedFrom = offer.From,
            After = after,
            NotBefore = notBefore,
            Governing = offer.Source,
            Status = PeriodStatus.Scheduled,
            CountsFrom = offer.CountsFrom,
        };
        Follow(period, offer);
        SetDue(period, offer, b, minimumDays);
        period.EnrolledOn = offer.EnrolledOn(period.Due);
        foreach (var source in _sources.Values)
            period.Sources.Add(source.RuleId);
        _periods = _periods.Add(period);
        return period;
    }

    private static void Follow(PlannedPeriod period, PeriodCandidate offer)
    {
        period.Governing = offer.Source;
        period.Requirement = offer.Source.Terms.Requirement;
        period.Year = offer.Year;
        period.YearOf = offer.Source.RuleId;
        period.IsInitial = offer.IsInitial;
        if (period.Status is PeriodStatus.Overdue && period.Requirement is Requirement.Recommended)
            period.Reopen();
    }

    /// <summary>The offered due date plus the days of pauses, never before b.</summary>
    private static void SetDue(PlannedPeriod period, PeriodCandidate offer, DateOnly b, int minimumDays)
    {
        period.Due = offer.Due;
        period.Chain = offer.Chain;
        period.DueFrom = offer.Source.RuleId;
        period.MoveDue(Floor(offer.Due?.AddDays(period.PausedDays), b, minimumDays));
    }

    private static DateOnly? Floor(DateOnly? due, DateOnly b, int minimumDays) => due < b ? b.AddDays(minimumDays) : due;

    /// <summary>A first period by 5.1, or 5.4 where a completion from before satisfies it.</summary>
    private void PlanFirst(PeriodCandidate offer, PlannedPeriod? after, SourcesJudged step)
    {
        var period = Plan(offer, after, offer.From, step.On, step.MinimumDaysToComplete);
        // A rule that was a source all along has an older e (semantics 5, no backdating).
        if (step.InRun)
            period.EnrolledOn = period.EnrolledOn.Or(step.On);
        if (SatisfiedBy(offer) is { } prior)
        {
            period.EnrolledOn = offer.From;
            period.CompletedOn = prior;
            period.End(PeriodStatus.Satisfied, offer.From);
            Note(prior, () => $"satisfied the first period of {offer.From:yyyy-MM-dd}");
            PlanNext(period, step);
        }

        CountKnownCompletions(offer.From);
    }

    private DateOnly? SatisfiedBy(PeriodCandidate first)
    {
        var (terms, e) = (first.Source.Terms, first.From);
        if (terms.PriorCompletions is PriorCompletions.Ignore)
            return null;
        var since = terms.PriorCompletions is PriorCompletions.LookBackDays back ? e.AddDays(-back.Days) : DateOnly.MinValue;
        bool Holds(DateOnly c) =>
            terms.Recurrence switch
            {
                Recurrence.Annual => terms.Annual!.Containing(c) == first.Year,
                Recurrence.Custom custom => custom.Every.After(c) > e,
                _ => true,
            };
        return Known.Latest(e, c => c >= since && Holds(c));
    }

    /// <summary>
    /// The next period after a completion by 5.2, with the sources live now; in a step its dates may not lie before the step's.
    /// </summary>
    private void PlanNext(PlannedPeriod done, SourcesJudged? step)
    {
        var notBefore = step?.EligibleFrom ?? DateOnly.MinValue;
        var offers = _sources.Values.Select(source => DueDateCalculator.Next(source, done, notBefore.Or(source.EligibleFrom))).OfType<PeriodCandidate>();
        if (PeriodCandidate.Strictest(offers) is { } offer)
            PlanAfter(done, offer, step);
    }

    private void PlanAfter(PlannedPeriod done, PeriodCandidate offer, SourcesJudged? step)
    {
        var notBefore = step?.EligibleFrom ?? DateOnly.MinValue;
        var period = Plan(offer, done, notBefore, step?.On ?? offer.From, step?.MinimumDaysToComplete ?? 0);
        period.EnrolledOn = period.EnrolledOn.Or(notBefore);
        RollOver(_today);
    }
}
