using System.Collections.Immutable;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines;

/// <summary>Counts completions for periods (semantics 5.3).</summary>
/// <param name="timeline">The timeline before them.</param>
/// <param name="outcome">Takes what becomes of the completion that is asked for.</param>
internal sealed class CompletionCounter(Timeline timeline, CompletionOutcome outcome)
{
    private Timeline _timeline = timeline;

    /// <summary>
    /// Counts the completions that hold after the same step. Those that count for nothing are passed over: none can count while no period
    /// is current, and none before the current period counts completions or time alone changes it.
    /// </summary>
    public Timeline Count(ImmutableSortedSet<CompletionDay> days)
    {
        for (var i = 0; i < days.Count; )
            if (TryCredit(days[i]))
            {
                i++;
            }
            else
            {
                outcome.NoteNotCounted(days[i].On, _timeline.Current);
                i = NextPlace(days, i);
            }

        return AdvanceToLast(days);
    }

    /// <summary>
    /// A period that begins can be older than completions that are known: those dated e or later count. What became of the others was noted
    /// when they were recorded.
    /// </summary>
    public Timeline CountKnown(KnownCompletions known, DateOnly e)
    {
        var credited = _timeline.Credited();
        var all = known.All;
        var days = credited.Count == 0 ? all : all.Except(credited.SelectMany(date => KnownCompletions.On(all, date)));
        for (var i = KnownCompletions.IndexFrom(days, e); i < days.Count; )
            i = TryCredit(days[i]) ? i + 1 : NextPlace(days, i);
        return days.IsEmpty || days.Max.On < e ? _timeline : AdvanceToLast(days);
    }

    /// <summary>Counts one completion more after those that <see cref="CountKnown"/> counted.</summary>
    public Timeline CountOneMore(CompletionDay day)
    {
        TryCredit(day);
        return _timeline;
    }

    private bool TryCredit(CompletionDay day)
    {
        if (!_timeline.Sources.Count(day))
            return false;
        _timeline = _timeline.AdvanceTo(day.On);
        if (_timeline.Current is not { } period || day.On < period.CountsFrom)
            return false;
        _timeline = Credit(period, day.On);
        return true;
    }

    private Timeline Credit(PlannedPeriod period, DateOnly c)
    {
        if (period.Pause is not null)
            return Row2CompletedWhilePaused(period, c);
        var completed = period.Complete(c);
        outcome.NoteCounted(c, completed);
        var timeline = _timeline.WithLast(completed);
        var floor = new DueFloor(c, timeline.MinimumDays);
        return NextPeriodPlanner.AfterCompletion(completed, timeline.Sources.Live, floor) is { } next
            ? timeline.Add(next).AdvanceTo(timeline.Today)
            : timeline;
    }

    /// <summary>Row 2 of the table of semantics 7. The others are rows of a step.</summary>
    private Timeline Row2CompletedWhilePaused(PlannedPeriod period, DateOnly c)
    {
        var completed = period.MoveDueByPause(c).Complete(c);
        outcome.NoteCounted(c, completed);
        return _timeline.WithLast(completed).With(_timeline.Sources.Clear());
    }

    /// <summary>The place of the next completion to look at after one that counts for nothing.</summary>
    private int NextPlace(ImmutableSortedSet<CompletionDay> days, int place)
    {
        var next = _timeline.Current is { } period
            ? EarlierOf(period.CountsFrom, period.NextTransition ?? DateOnly.MaxValue)
            : DateOnly.MaxValue;
        if (outcome.Asked is { } asked && asked > days[place].On)
            next = EarlierOf(next, asked);
        return next == DateOnly.MaxValue ? days.Count : Math.Max(place + 1, KnownCompletions.IndexFrom(days, next));
    }

    /// <summary>Time passes with a completion of the activity, whether or not it counts for a period.</summary>
    private Timeline AdvanceToLast(ImmutableSortedSet<CompletionDay> days)
    {
        for (var i = days.Count - 1; i >= 0; i--)
            if (_timeline.Sources.Count(days[i]))
                return _timeline.AdvanceTo(days[i].On);
        return _timeline;
    }
}
