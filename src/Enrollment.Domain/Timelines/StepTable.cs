using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>The table of semantics 7, applied to one step: people and rules change.</summary>
internal sealed class StepTable
{
    private readonly SourcesJudged _step;
    private readonly KnownCompletions _known;
    private readonly CompletionOutcome _outcome;
    private readonly FirstPeriodPlanner _firstPeriods;
    private Timeline _timeline;
    private SourceChange _change = SourceChange.None;

    /// <summary>What the sources give for the current period (semantics 6); null when they give nothing or were not asked.</summary>
    private PeriodCandidate? _candidate;

    private bool _isAsked;

    /// <summary>The governing source before an edit of its rule.</summary>
    private Source? _oldVersion;

    /// <summary>The sources that can begin a period where none is current.</summary>
    private IReadOnlyList<Source> _gained = [];

    /// <summary>Prepares the table for one step.</summary>
    /// <param name="timeline">The timeline before the step.</param>
    /// <param name="step">The step.</param>
    /// <param name="known">The completions that hold before it.</param>
    /// <param name="outcome">Takes what becomes of the completion that is asked for.</param>
    public StepTable(Timeline timeline, SourcesJudged step, KnownCompletions known, CompletionOutcome outcome)
    {
        (_timeline, _step, _known, _outcome) = (timeline, step, known, outcome);
        _firstPeriods = new FirstPeriodPlanner(step, known, outcome);
    }

    /// <summary>Where the count of the known completions ended, if the step planned a first period.</summary>
    public LateCount? Counted => _firstPeriods.Counted;

    /// <summary>Takes the rows in the table's order.</summary>
    public Timeline Apply()
    {
        if (!_step.Active)
        {
            Row1LearnerDeactivated();
            return _timeline;
        }

        // Row 2, completed while paused, is no matter of a step: CompletionCounter takes it.
        Row3LearnerReactivatedStillMatching();
        Row4LearnerReactivatedNotMatching();
        TakeMatches();
        Row5LastSourceLostPeriodScheduled();
        Row6LastSourceLostPeriodOpenOrOverdue();
        // Rows 7 and 8 change nothing: last source lost, period completed or satisfied; left and back before the run.
        if (_timeline.Current is null)
        {
            var last = _timeline.Last;
            BeginFirstPeriod(last);
            Row9SourceRegainedLastPeriodWithdrawn(last);
            Row10SourceRegainedLastPeriodDone(last);
            Row11SourceGainedLastPeriodDone(last);
            Row12SourceRegainedLastPeriodCanceled(last);
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
            _timeline = _timeline.WithLast(period.PauseFrom(_step.ActiveSince));
    }

    private void Row3LearnerReactivatedStillMatching()
    {
        if (_timeline.Current is { Pause: not null } period && (_step.Matches.Count > 0 || IsWithoutAudience(period)))
            _timeline = Resumption.Resume(_timeline, period, _step);
    }

    private void Row4LearnerReactivatedNotMatching()
    {
        if (_timeline.Current is { Pause: not null } period)
            _timeline = _timeline.WithLast(period.End(PeriodStatus.Withdrawn, _step.On));
    }

    private void Row5LastSourceLostPeriodScheduled()
    {
        if (IsGivenNothing() && _timeline.Current is { IsScheduled: true })
            End(PeriodStatus.Canceled);
    }

    private void Row6LastSourceLostPeriodOpenOrOverdue()
    {
        if (IsGivenNothing() && !_change.Meanwhile.Contains(_timeline.Current!.Governing.RuleId))
            End(PeriodStatus.Withdrawn);
    }

    private void Row9SourceRegainedLastPeriodWithdrawn(PlannedPeriod? last)
    {
        if (last is not { Status: PeriodStatus.Withdrawn } || _gained.Count == 0)
            return;
        if (Restoration.CompletedSince(_timeline, last, _known) is { } c)
        {
            var completed = last.Complete(c);
            _outcome.NoteCounted(c, completed);
            _timeline = _timeline.WithLast(completed);
            Row10SourceRegainedLastPeriodDone(completed);
            Row11SourceGainedLastPeriodDone(completed);
        }
        else if (Restoration.ItsTimeIsOver(last, _step))
        {
            BeginAnew();
            // A completion that comes later may be the one that was not found.
            _firstPeriods.ForgetCount();
        }
        else
        {
            _timeline = Restoration.Restore(_timeline, last, _gained, _step);
        }
    }

    private void Row10SourceRegainedLastPeriodDone(PlannedPeriod? last)
    {
        if (StrictestAfter(last) is { Origin: PeriodOrigin.Completion } next)
            _timeline = NextPeriodPlanner.Plan(_timeline, last!, next, _step);
    }

    private void Row11SourceGainedLastPeriodDone(PlannedPeriod? last)
    {
        if (StrictestAfter(last) is { Origin: PeriodOrigin.Eligibility } first)
            _timeline = _firstPeriods.Plan(_timeline, first, after: last);
    }

    private void Row12SourceRegainedLastPeriodCanceled(PlannedPeriod? last)
    {
        if (last is not { Status: PeriodStatus.Canceled } || _gained.Count == 0)
            return;
        if (_timeline.LastDone is not { } done)
        {
            BeginAnew();
            return;
        }

        Row10SourceRegainedLastPeriodDone(done);
        Row11SourceGainedLastPeriodDone(done);
    }

    private void Row13RuleEdited()
    {
        var period = _timeline.Current!;
        if (IsGivenNothing())
            _timeline = _timeline.WithLast(period.WithYear(null));
        else if (_oldVersion is { } old)
            _timeline = _timeline.WithLast(Among(_change.Meanwhile).Edit(period, DueDateCalculator.For(period, old), _candidate!));
    }

    private void Row14AudienceBecomesNone()
    {
        var period = _timeline.Current!;
        if (!_change.Leaving.Any(source => source.RuleId == period.Governing.RuleId))
            return;
        _timeline = _timeline.With(_change.After);
        _candidate = Among(_change.After).StrictestFor(period);
        if (_candidate is not null)
            _timeline = _timeline.WithLast(Among(_change.After).Follow(period, _candidate));
        else if (!period.IsScheduled)
            _timeline = _timeline.WithLast(period.LoseRule());
        else
            CancelAndBegin();
    }

    /// <summary>The e that the period had is kept by <see cref="LiveSources"/>; a take-over that came meanwhile is dated the run.</summary>
    private void Row15AudienceSetAgain()
    {
        if (_candidate is null || _timeline.Current is not { WithoutRule: true } period)
            return;
        _timeline = _timeline.WithLast(period.RegainRule());
        if (!period.IsScheduled)
            _timeline = _timeline.CatchUpOnTakeOvers(_step);
    }

    /// <summary>The sources follow the step's matches, and the current period follows the strictest of them (semantics 6).</summary>
    private void TakeMatches()
    {
        _change = _timeline.Sources.Take(_step, _timeline.Current);
        _gained = _timeline.Current is null ? _change.Changed : _change.Gained;
        _timeline = _timeline.With(_timeline.Current is null ? _change.After : _change.Meanwhile);
        _isAsked = _timeline.Current is not null && _change.ConcernsCurrentPeriod;
        if (!_isAsked)
            return;
        var period = _timeline.Current!.WithSources(_change.Meanwhile.Live);
        _candidate = Among(_change.Meanwhile).StrictestFor(period);
        _oldVersion = _candidate is null ? null : OldVersionOf(_candidate.Source, period);
        var edited = _candidate is null || _oldVersion is not null;
        _timeline = _timeline.WithLast(edited ? period : Among(_change.Meanwhile).Follow(period, _candidate!));
    }

    /// <summary>The governing source as it was before an edit, with the e it has now; null where it was not edited.</summary>
    private Source? OldVersionOf(Source now, PlannedPeriod period)
    {
        if (now.RuleId != period.Governing.RuleId)
            return null;
        var old = _change.Before.Find(now.RuleId) ?? (period.WithoutRule ? period.Governing : now);
        return old.Match.AsksTheSameAs(now.Match) ? null : old with { EligibleFrom = now.EligibleFrom };
    }

    private GoverningSource Among(LiveSources live) => new(live, _step);

    private bool IsWithoutAudience(PlannedPeriod period) =>
        period.WithoutRule || _step.NotAutoEnrolling.Contains(period.Governing.RuleId);

    /// <summary>No source gives a date for the current period: those that are left count as gone (semantics 6).</summary>
    private bool IsGivenNothing() => _isAsked && _candidate is null && _timeline.Current is { WithoutRule: false };

    private void End(PeriodStatus status) =>
        _timeline = _timeline.WithLast(_timeline.Current!.End(status, _step.On)).With(_change.After);

    private void CancelAndBegin()
    {
        End(PeriodStatus.Canceled);
        Row12SourceRegainedLastPeriodCanceled(_timeline.Last);
    }

    private void BeginFirstPeriod(PlannedPeriod? last)
    {
        if (last is null)
            BeginAnew();
    }

    private void BeginAnew() => _timeline = _firstPeriods.PlanStrictest(_timeline, _gained);

    /// <summary>
    /// The strictest period after a completed or satisfied one: the next one of rules that were a source of it, a first one of those that
    /// were not.
    /// </summary>
    private PeriodCandidate? StrictestAfter(PlannedPeriod? done) =>
        done is { IsDone: true } && _gained.Count > 0
            ? PeriodCandidate.Strictest(
                _timeline.Sources.Live.Select(source =>
                    done.Sources.Contains(source.RuleId)
                        ? DueDateCalculator.Next(source, done, _step.EligibleFrom)
                        : DueDateCalculator.First(source)
                )
            )
            : null;
}
