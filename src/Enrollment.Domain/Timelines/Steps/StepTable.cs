using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;
using static Enrollment.Domain.Calendar.DateOrder;

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

    /// <summary>Null where no period is current, or where the step changed no source that concerns it.</summary>
    private CurrentPeriodReview? _review;

    /// <summary>The period was scheduled when it paused, and resumes in this step.</summary>
    private bool _wasPausedAsScheduled;

    /// <summary>The period that was paused ended, because the learner was hired again (semantics 11).</summary>
    private bool _beginsAgain;

    /// <summary>Where the count of the known completions ended, if the step planned a first period.</summary>
    public LateCount? Counted => step.Orders is null ? _regained.Counted : null;

    /// <summary>Takes the rows in the table's order.</summary>
    public Timeline Apply()
    {
        if (step.Exempt || !step.Active)
            return step.Exempt ? ExemptionComesIntoForce() : Row1LearnerDeactivated();
        // Row 2, completed while paused, is in CompletionCounter: a completion takes it, not a step.
        Row3LearnerReactivated();
        // Row 4, reactivated, not matching: the period has resumed, and now loses its last source.
        TakeMatches();
        Row5LastSourceLostPeriodScheduled();
        Row6LastSourceLostPeriodOpenOrOverdue();
        // Rows 7 and 8 change nothing: last source lost, period completed or satisfied; left and back before the run.
        var (last, current) = (_timeline.Last, CurrentPeriodRows());
        TakeFirst(
            last,
            _regained.BeginFirst,
            _regained.Row9RegainedLastPeriodWithdrawn,
            _regained.Row10GainedAndGivesNothingLastPeriodWithdrawn,
            _regained.Row11RegainedLastPeriodDone,
            _regained.Row12GainedLastPeriodDone,
            _regained.Row13RegainedLastPeriodCanceled
        );
        TakeAll(
            last,
            current.Row14RuleEdited,
            // Row 15, hire date changed, is row 14: the source gives something else than it gave.
            current.Row16AudienceBecomesNone,
            current.Row17AudienceSetAgain
        );
        return CarryOutOrders();
    }

    /// <summary>The current period ends, and every source is lost (semantics 10).</summary>
    private Timeline ExemptionComesIntoForce()
    {
        if (_timeline.Current is { } period)
            _timeline = _timeline.WithLast(period.End(PeriodStatus.Exempted, step.On, _timeline.Sources.Live));
        return _timeline.With(_timeline.Sources.Clear());
    }

    private Timeline Row1LearnerDeactivated()
    {
        if (_timeline.Current is not { } period)
            return _timeline.With(_timeline.Sources.Clear());
        return period.Pause is { } pause
            ? _timeline.WithLast(period with { Pause = pause with { From = step.ActiveSince } })
            : _timeline.WithLast(period.PauseFrom(step.ActiveSince, step.On)).With(_timeline.Sources with { Gone = [] });
    }

    /// <summary>Resumes, also where nothing matches any more. Where the learner was hired again, the period ends (semantics 11).</summary>
    private void Row3LearnerReactivated()
    {
        if (_timeline.Current is not { Pause: { } pause } period)
            return;
        _wasPausedAsScheduled = pause.HeldScheduled;
        var match = step.Matches.FirstOrDefault(match => match.RuleId == period.Governing.RuleId);
        _beginsAgain = match is { Terms.BeginsAgainWhenHiredAgain: true } && step.HiredOn > pause.On;
        _timeline = _beginsAgain
            ? _timeline.WithLast(period.End(PeriodStatus.Withdrawn, step.On, _timeline.Sources.Live)).With(_timeline.Sources.Clear())
            : Resumption.Resume(_timeline, period, step);
    }

    /// <summary>
    /// The sources follow the step's matches, and the current period follows the strictest of them (semantics 6). After a short absence a
    /// withdrawn period goes on as if it had never been withdrawn, with the sources it had (row 9). A take-over in between is left to the
    /// run (semantics 5.5).
    /// </summary>
    private void TakeMatches()
    {
        FollowMatches();
        if (_beginsAgain || _timeline.Current is not null || _timeline.Last is not { } last || !_regained.IsShortAbsence(_timeline, last))
            return;
        var sources = _change.Before with { Live = last.Ending!.Sources, Gone = [] };
        var back = last.UndoEnd();
        var rolledOverTo = back.NextTakeOver is { } next ? EarlierOf(step.RolledOverTo, next.On.AddDays(-1)) : step.RolledOverTo;
        _timeline = _timeline.WithLast(back).With(sources).AdvanceTo(rolledOverTo);
        FollowMatches();
    }

    private void FollowMatches()
    {
        var current = _timeline.Current;
        _change = SourceChange.Of(_timeline.Sources, step, current, Gives);
        var gained = current is null ? _change.GainedOrEdited : _change.Gained;
        _regained = new RegainedSources(gained, _change.Matched, step, known, outcome) { BeginsAgain = _beginsAgain };
        _timeline = _timeline.With(current is null ? _change.After : _change.Meanwhile);
        if (current is null || !(_change.ConcernsCurrentPeriod || CurrentPeriodReview.HasAudienceAgain(current, step)))
            return;
        _review = new CurrentPeriodReview(current, _change, step);
        _timeline = _timeline.WithLast(_review.Period);
    }

    private void Row5LastSourceLostPeriodScheduled()
    {
        if (_review is { IsGivenNothing: true } && IsScheduled(_review.Period))
            End(PeriodStatus.Canceled);
    }

    private void Row6LastSourceLostPeriodOpenOrOverdue()
    {
        if (_review is { IsGivenNothing: true } && !IsScheduled(_review.Period))
            End(PeriodStatus.Withdrawn);
    }

    /// <summary>A learner who is back and matches nothing: what the period was when it paused decides (row 4).</summary>
    private bool IsScheduled(PlannedPeriod period) => period.IsScheduled || (_wasPausedAsScheduled && step.Matches.Count == 0);

    /// <summary>Where no period is current, the first row that applies.</summary>
    private void TakeFirst(PlannedPeriod? last, params ReadOnlySpan<Func<Timeline, Timeline>> rows)
    {
        foreach (var row in rows)
            if (_timeline.Current is null && ReferenceEquals(_timeline.Last, last))
                _timeline = row(_timeline);
    }

    /// <summary>Where a period is current, all rows in their order.</summary>
    private void TakeAll(PlannedPeriod? last, params ReadOnlySpan<Func<Timeline, Timeline>> rows)
    {
        if (last is not { IsCurrent: true })
            return;
        foreach (var row in rows)
            _timeline = row(_timeline);
        if (_timeline.Current is not null)
            _timeline = _timeline.With(_change.After);
    }

    private CurrentPeriodRows CurrentPeriodRows() => new(_change, _review, _regained, step, known, outcome);

    /// <summary>After all else (semantics 12).</summary>
    private Timeline CarryOutOrders() => new CarriedOutOrders(step, known, outcome).Apply(_timeline);

    /// <summary>The sources that are left give nothing for the period, and count as gone (semantics 6).</summary>
    private void End(PeriodStatus status)
    {
        var ended = _review!.Before.End(status, step.On, _change.Before.Live);
        var left = _change.After.Live.RemoveAll(source => !_change.Before.Contains(source.RuleId));
        var competing = _change.Matched.RemoveAll(source => _change.Before.Contains(source.RuleId));
        _timeline = _timeline.WithLast(ended).With(_change.After.Lose(left));
        _regained = new RegainedSources(_change.Gained, competing, step, known, outcome);
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
