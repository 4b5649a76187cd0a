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
    private RegainedSources _regained = new([], step, known, outcome);

    /// <summary>Null where no period is current, or where the step changed no source that concerns it.</summary>
    private CurrentPeriodReview? _review;

    /// <summary>Where the count of the known completions ended, if the step planned a first period.</summary>
    public LateCount? Counted => _regained.Counted;

    /// <summary>Takes the rows in the table's order.</summary>
    public Timeline Apply()
    {
        if (!step.Active)
        {
            Row1LearnerDeactivated();
            return _timeline;
        }

        // Row 2, completed while paused, is in CompletionCounter: a completion takes it, not a step.
        Row3LearnerReactivatedStillMatching();
        Row4LearnerReactivatedNotMatching();
        TakeMatches();
        Row5LastSourceLostPeriodScheduled();
        Row6LastSourceLostPeriodOpenOrOverdue();
        // Rows 7 and 8 change nothing: last source lost, period completed or satisfied; left and back before the run.
        if (_timeline.Current is null)
        {
            var last = _timeline.Last;
            _timeline = _regained.BeginFirst(_timeline, last);
            _timeline = _regained.Row9LastPeriodWithdrawn(_timeline, last);
            _timeline = _regained.Row10LastPeriodDoneRuleWasItsSource(_timeline, last);
            _timeline = _regained.Row11LastPeriodDoneRuleWasNotItsSource(_timeline, last);
            _timeline = _regained.Row12LastPeriodCanceled(_timeline, last);
            return _timeline;
        }

        Row13RuleEdited();
        Row14AudienceBecomesNone();
        Row15AudienceSetAgain();
        return _timeline.With(_change.After);
    }

    private void Row1LearnerDeactivated()
    {
        if (_timeline.Current is not { } period)
            _timeline = _timeline.With(_timeline.Sources.Clear());
        else if (period.Pause is null)
            _timeline = _timeline.WithLast(period.PauseFrom(step.ActiveSince));
    }

    private void Row3LearnerReactivatedStillMatching()
    {
        if (_timeline.Current is not { Pause: not null } period)
            return;
        var isWithoutAudience = period.WithoutRule || step.NotAutoEnrolling.Contains(period.Governing.RuleId);
        if (step.Matches.Count > 0 || isWithoutAudience)
            _timeline = Resumption.Resume(_timeline, period, step);
    }

    private void Row4LearnerReactivatedNotMatching()
    {
        if (_timeline.Current is { Pause: not null } period)
            _timeline = _timeline.WithLast(period.End(PeriodStatus.Withdrawn, step.On));
    }

    /// <summary>The sources follow the step's matches, and the current period follows the strictest of them (semantics 6).</summary>
    private void TakeMatches()
    {
        var current = _timeline.Current;
        _change = _timeline.Sources.Take(step, current);
        _regained = new RegainedSources(current is null ? _change.Changed : _change.Gained, step, known, outcome);
        _timeline = _timeline.With(current is null ? _change.After : _change.Meanwhile);
        if (current is null || !_change.ConcernsCurrentPeriod)
            return;
        _review = new CurrentPeriodReview(current, _change, step);
        _timeline = _timeline.WithLast(_review.Period);
    }

    private void Row5LastSourceLostPeriodScheduled()
    {
        if (_review is { IsGivenNothing: true, Period.IsScheduled: true })
            End(PeriodStatus.Canceled);
    }

    private void Row6LastSourceLostPeriodOpenOrOverdue()
    {
        if (_review is { IsGivenNothing: true, Period.IsScheduled: false } && !GoverningRuleIsLive)
            End(PeriodStatus.Withdrawn);
    }

    private void Row13RuleEdited()
    {
        var period = _timeline.Current!;
        if (_review is { IsGivenNothing: true })
            _timeline = _timeline.WithLast(period.WithYear(null));
        else if (_review is { OldVersion: { } old, Candidate: { } now })
            _timeline = _timeline.WithLast(Among(_change.Meanwhile).Edit(period, DueDateCalculator.For(period.Basis, old), now));
    }

    private void Row14AudienceBecomesNone()
    {
        var period = _timeline.Current!;
        if (!_change.Leaving.Any(source => source.RuleId == period.Governing.RuleId))
            return;
        _timeline = _timeline.With(_change.After);
        if (Among(_change.After).StrictestFor(period) is { } other)
            _timeline = _timeline.WithLast(Among(_change.After).Follow(period, other));
        else if (!period.IsScheduled)
            _timeline = _timeline.WithLast(period.LoseRule());
        else
            CancelForWantOfAudience();
    }

    /// <summary>The period goes on with the e it had, which the sources kept. A take-over that came meanwhile is dated the run.</summary>
    private void Row15AudienceSetAgain()
    {
        if (_review is not { Candidate: not null, Period.WithoutRule: true } || _timeline.Current is not { } period)
            return;
        _timeline = _timeline.WithLast(period.RegainRule());
        if (!period.IsScheduled)
            _timeline = _timeline.CatchUpOnTakeOvers(step);
    }

    private bool GoverningRuleIsLive => _change.Meanwhile.Contains(_review!.Period.Governing.RuleId);

    private GoverningSource Among(LiveSources live) => new(live, step);

    private void End(PeriodStatus status) => _timeline = _timeline.WithLast(_timeline.Current!.End(status, step.On)).With(_change.After);

    /// <summary>A source that was gained in the same step then finds the last period canceled.</summary>
    private void CancelForWantOfAudience()
    {
        End(PeriodStatus.Canceled);
        _timeline = _regained.Row12LastPeriodCanceled(_timeline, _timeline.Last);
    }
}
