using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>Rows 14 to 17 of the table of semantics 7: what a step makes of a period that is current, and stays so.</summary>
/// <param name="change">How the step changes the sources.</param>
/// <param name="review">What they give for the period; null where nothing that concerns it changed.</param>
/// <param name="regained">The sources that the step gained.</param>
/// <param name="step">The step.</param>
/// <param name="known">The completions that hold before it.</param>
/// <param name="outcome">Takes what becomes of the completion that is asked for.</param>
internal sealed class CurrentPeriodRows(
    SourceChange change,
    CurrentPeriodReview? review,
    RegainedSources regained,
    SourcesJudged step,
    KnownCompletions known,
    CompletionOutcome outcome
)
{
    public Timeline Row14RuleEdited(Timeline timeline)
    {
        if (review is not { OldVersion: { } old, Candidate: { } now })
            return timeline;
        var period = timeline.Current!;
        var edited = timeline.WithLast(Among(change.Meanwhile).Edit(period, DueDateCalculator.ForEdit(period, old), now));
        return old.Terms.PriorCompletions != now.Source.Terms.PriorCompletions ? SatisfyByPriorCompletion(edited, now) : edited;
    }

    public Timeline Row16AudienceBecomesNone(Timeline timeline)
    {
        if (timeline.Current is not { } period || !change.Leaving.Any(source => source.RuleId == period.Governing.RuleId))
            return timeline;
        timeline = timeline.With(change.After);
        if (Among(change.After).StrictestFor(period) is { } other)
            return timeline.WithLast(Among(change.After).Follow(period, other));
        return period.IsScheduled ? CancelForWantOfAudience(timeline, period) : timeline.WithLast(period.LoseRule());
    }

    /// <summary>
    /// The period goes on with the e it had, which the sources kept. A take-over that came meanwhile is dated the run. A learner who is
    /// not in the audience has lost the last source before.
    /// </summary>
    public Timeline Row17AudienceSetAgain(Timeline timeline)
    {
        if (review is not { Candidate: not null, Before.WithoutRule: true } || timeline.Current is not { WithoutRule: true } period)
            return timeline;
        var regainedRule = timeline.WithLast(period.RegainRule()).With(change.After);
        return period.IsScheduled ? regainedRule : regainedRule.CatchUpOnTakeOvers(step);
    }

    /// <summary>
    /// A first period that the new version would have found satisfied is satisfied by that completion (semantics 5.4). The governing rule
    /// alone decides this.
    /// </summary>
    private Timeline SatisfyByPriorCompletion(Timeline timeline, PeriodCandidate now)
    {
        if (timeline.Current is not { Basis.Origin: PeriodOrigin.Eligibility, Order: not { GivesDates: true } } period)
            return timeline;
        var prior = new PriorTraining(known, change.After, step.HiredOn).LatestFor(now.Source with { EligibleFrom = period.Basis.From });
        if (prior is not { } c)
            return timeline;
        var satisfied = period.Satisfy(c, period.IsScheduled ? step.On : period.EnrolledOn, step.On);
        outcome.NoteSatisfied(c, satisfied.EnrolledOn);
        return NextPeriodPlanner.Plan(timeline.With(change.After).WithLast(satisfied), satisfied, change.Matched, step);
    }

    /// <summary>A source that was gained in the same step then finds the last period canceled.</summary>
    private Timeline CancelForWantOfAudience(Timeline timeline, PlannedPeriod period)
    {
        var canceled = period.End(PeriodStatus.Canceled, step.On, change.Before.Live);
        return regained.Row13RegainedLastPeriodCanceled(timeline.WithLast(canceled));
    }

    private GoverningSource Among(LiveSources live) => new(live, step);
}
