using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>The table of semantics 7, applied to one step: people and rules change.</summary>
/// <param name="before">The timeline before the step.</param>
/// <param name="step">The step.</param>
/// <param name="known">The completions that hold before it.</param>
/// <param name="outcome">Takes what becomes of the completion that is asked for.</param>
internal sealed class StepTable(Timeline before, SourcesJudged step, KnownCompletions known, CompletionOutcome outcome)
{
    private Timeline _timeline = before;
    private SourceChange _change = SourceChange.None;
    private RegainedSources _regained = new([], [], step, known, outcome);
    private bool _beginsAnew;

    /// <summary>Null where no period is current, or where the step changed no source that concerns it.</summary>
    private CurrentPeriodReview? _review;

    /// <summary>Where the count of the known completions ended, if the step planned a first period.</summary>
    public LateCount? Counted => step.Orders is null ? _regained.Counted : null;

    /// <summary>Takes the rows in the table's order.</summary>
    public Timeline Apply()
    {
        if (step.Exempt)
            ExemptionComesIntoForce();
        else if (!step.Active)
            Row1LearnerDeactivated();
        else
            ApplyToActiveLearner();
        return _timeline;
    }

    private void ApplyToActiveLearner()
    {
        // Row 2, completed while paused, is in CompletionCounter: a completion takes it, not a step.
        Row3LearnerReactivated();
        // Row 4, reactivated, not matching: the period has resumed, and now loses its last source in row 5 or 6.
        TakeMatches();
        Row9ShortAbsence();
        Row5LastSourceLostPeriodScheduled();
        Row6LastSourceLostPeriodOpenOrOverdue();
        // Rows 7 and 8 change nothing: last source lost, period completed or satisfied; left and back before the run.
        if (_timeline.Current is null)
        {
            TakeRowsWithoutCurrentPeriod();
        }
        else
        {
            Row13RuleEdited();
            Row14AudienceBecomesNone();
            Row15AudienceSetAgain();
            if (_timeline.Current is not null)
                _timeline = _timeline.With(_change.After);
        }

        // After all else (semantics 12).
        _timeline = new CarriedOutOrders(step, known, outcome).Apply(_timeline);
    }

    private void TakeRowsWithoutCurrentPeriod()
    {
        var last = _timeline.Last;
        if (_beginsAnew)
        {
            _timeline = _regained.BeginAnew(_timeline);
            return;
        }

        _timeline = _regained.BeginFirst(_timeline, last);
        _timeline = _regained.Row9LastPeriodWithdrawn(_timeline, last);
        _timeline = _regained.Row10LastPeriodDoneRuleWasItsSource(_timeline, last);
        _timeline = _regained.Row11LastPeriodDoneRuleWasNotItsSource(_timeline, last);
        _timeline = _regained.Row12LastPeriodCanceled(_timeline, last);
    }

    /// <summary>The current period ends, and every source is lost (semantics 10).</summary>
    private void ExemptionComesIntoForce()
    {
        if (_timeline.Current is { } period)
            _timeline = _timeline.WithLast(period.End(PeriodStatus.Exempted, step.On, _timeline.Sources.Live));
        _timeline = _timeline.With(_timeline.Sources.Clear());
    }

    private void Row1LearnerDeactivated()
    {
        if (_timeline.Current is not { } period)
            _timeline = _timeline.With(_timeline.Sources.Clear());
        else if (period.Pause is null)
            _timeline = _timeline.WithLast(period.PauseFrom(step.ActiveSince, step.On)).With(_timeline.Sources with { Gone = [] });
    }

    /// <summary>Resumes, also where nothing matches any more. A learner who was hired again begins anew (semantics 11).</summary>
    private void Row3LearnerReactivated()
    {
        if (_timeline.Current is not { Pause: { } pause } period)
            return;
        var match = step.Matches.FirstOrDefault(match => match.RuleId == period.Governing.RuleId);
        _beginsAnew = match is { Terms.BeginsAnewWhenHiredAgain: true } && step.HiredOn > pause.On;
        _timeline = _beginsAnew
            ? _timeline.WithLast(period.End(PeriodStatus.Withdrawn, step.On, _timeline.Sources.Live)).With(_timeline.Sources.Clear())
            : Resumption.Resume(_timeline, period, step);
    }

    /// <summary>The sources follow the step's matches, and the current period follows the strictest of them (semantics 6).</summary>
    private void TakeMatches()
    {
        var current = _timeline.Current;
        _change = SourceChange.Of(_timeline.Sources, step, current, Gives);
        var gained = current is null ? _change.GainedOrEdited : _change.Gained;
        _regained = new RegainedSources(gained, _change.Matched, step, known, outcome);
        _timeline = _timeline.With(current is null ? _change.After : _change.Meanwhile);
        if (current is null || !_change.ConcernsCurrentPeriod)
            return;
        _review = new CurrentPeriodReview(current, _change, step);
        _timeline = _timeline.WithLast(_review.Period);
    }

    /// <summary>Back so soon that the period goes on as if it had never been withdrawn, with the sources it had.</summary>
    private void Row9ShortAbsence()
    {
        if (_beginsAnew || _timeline.Current is not null || _timeline.Last is not { } last || !_regained.IsShortAbsence(_timeline, last))
            return;
        var sources = _change.Before with { Live = last.Ending!.Sources, Gone = [] };
        _timeline = _timeline.WithLast(last.UndoEnd()).With(sources).AdvanceTo(step.RolledOverTo);
        TakeMatches();
    }

    private void Row5LastSourceLostPeriodScheduled()
    {
        if (_review is { IsGivenNothing: true, Period.IsScheduled: true })
            End(PeriodStatus.Canceled);
    }

    private void Row6LastSourceLostPeriodOpenOrOverdue()
    {
        if (_review is { IsGivenNothing: true, Period.IsScheduled: false })
            End(PeriodStatus.Withdrawn);
    }

    private void Row13RuleEdited()
    {
        if (_review is not { OldVersion: { } old, Candidate: { } now })
            return;
        var period = _timeline.Current!;
        _timeline = _timeline.WithLast(Among(_change.Meanwhile).Edit(period, DueDateCalculator.For(period, old), now));
        if (old.Terms.PriorCompletions != now.Source.Terms.PriorCompletions)
            Row13PriorCompletionsEdited(now);
    }

    /// <summary>A first period that the new version would have found satisfied is satisfied by that completion (semantics 5.4).</summary>
    private void Row13PriorCompletionsEdited(PeriodCandidate now)
    {
        if (_timeline.Current is not { Basis.Origin: PeriodOrigin.Eligibility, Order: not { GivesDates: true } } period)
            return;
        var prior = new PriorTraining(known, _change.After, step.HiredOn).LatestFor(now.Source with { EligibleFrom = period.Basis.From });
        if (prior is not { } c)
            return;
        var satisfied = period.Satisfy(c, period.IsScheduled ? step.On : period.EnrolledOn, step.On);
        outcome.NoteSatisfied(c, satisfied.EnrolledOn);
        _timeline = NextPeriodPlanner.Plan(_timeline.With(_change.After).WithLast(satisfied), satisfied, _change.Matched, step);
    }

    private void Row14AudienceBecomesNone()
    {
        if (_timeline.Current is not { } period || !_change.Leaving.Any(source => source.RuleId == period.Governing.RuleId))
            return;
        _timeline = _timeline.With(_change.After);
        if (Among(_change.After).StrictestFor(period) is { } other)
            _timeline = _timeline.WithLast(Among(_change.After).Follow(period, other));
        else if (!period.IsScheduled)
            _timeline = _timeline.WithLast(period.LoseRule());
        else
            CancelForWantOfAudience();
    }

    /// <summary>
    /// The period goes on with the e it had, which the sources kept. A take-over that came meanwhile is dated the run. Where the learner is not
    /// in the audience, the last source is lost.
    /// </summary>
    private void Row15AudienceSetAgain()
    {
        if (_timeline.Current is not { WithoutRule: true } period)
            return;
        if (_review is { Candidate: not null })
        {
            _timeline = _timeline.WithLast(period.RegainRule()).With(_change.After);
            if (!period.IsScheduled)
                _timeline = _timeline.CatchUpOnTakeOvers(step);
        }
        else if (!EnrollsNobody(period.Governing.RuleId))
        {
            _timeline = _timeline.WithLast(period.End(PeriodStatus.Withdrawn, step.On, _change.Before.Live)).With(_change.After);
            TakeRowsWithoutCurrentPeriod();
        }
    }

    private bool EnrollsNobody(RuleId rule) => step.NotAutoEnrolling.Contains(rule) || step.Withdrawing?.Contains(rule) == true;

    private GoverningSource Among(LiveSources live) => new(live, step);

    /// <summary>The sources that are left give nothing for the period, and count as gone (semantics 6).</summary>
    private void End(PeriodStatus status)
    {
        var ended = _review!.Before.End(status, step.On, _change.Before.Live);
        var left = _change.After.Live.RemoveAll(source => !_change.Before.Contains(source.RuleId));
        _timeline = _timeline.WithLast(ended).With(_change.After.Lose(left));
    }

    /// <summary>A source that was gained in the same step then finds the last period canceled.</summary>
    private void CancelForWantOfAudience()
    {
        var canceled = _timeline.Current!.End(PeriodStatus.Canceled, step.On, _change.Before.Live);
        _timeline = _regained.Row12LastPeriodCanceled(_timeline.WithLast(canceled).With(_change.After), canceled);
    }

    /// <summary>Whether an edited rule that counted as gone gives something now (semantics 6).</summary>
    private bool Gives(Source source)
    {
        if ((_timeline.Current ?? (_timeline.Last is { IsWithdrawn: true } last ? last : null)) is { } period)
            return DueDateCalculator.For(period, source) is not null;
        return _timeline.LastDone is not { } done
            || !done.Sources.Contains(source.RuleId)
            || DueDateCalculator.Next(source, done, step.EligibleFrom) is not null;
    }
}
