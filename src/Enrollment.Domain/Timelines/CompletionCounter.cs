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
    public Timeline Count(ImmutableSortedSet<DateOnly> dates)
    {
        for (var i = 0; i < dates.Count; )
            if (TryCredit(dates[i]))
            {
                i++;
            }
            else
            {
                outcome.NoteNotCounted(dates[i], _timeline.Current);
                i = NextPlace(dates, dates[i]);
            }

        return dates.IsEmpty ? _timeline : _timeline.AdvanceTo(dates.Max);
    }

    /// <summary>
    /// A first period created at once can be older than completions that are known: those dated e or later count. What became of the others
    /// was noted when they were recorded.
    /// </summary>
    public Timeline CountKnown(KnownCompletions known, DateOnly e)
    {
        var credited = _timeline.Credited();
        var dates = credited.Count == 0 ? known.All : known.All.Except(credited);
        for (var i = KnownCompletions.IndexFrom(dates, e); i < dates.Count; )
            i = TryCredit(dates[i]) ? i + 1 : NextPlace(dates, dates[i]);
        return dates.IsEmpty || dates.Max < e ? _timeline : _timeline.AdvanceTo(dates.Max);
    }

    /// <summary>Counts one completion more after those that <see cref="CountKnown"/> counted.</summary>
    public Timeline CountOneMore(DateOnly c)
    {
        TryCredit(c);
        return _timeline;
    }

    private bool TryCredit(DateOnly c)
    {
        _timeline = _timeline.AdvanceTo(c);
        if (_timeline.Current is not { } period || c < period.CountsFrom)
            return false;
        _timeline = Credit(period, c);
        return true;
    }

    private Timeline Credit(PlannedPeriod period, DateOnly c)
    {
        if (period.Pause is not null)
            return Row2CompletedWhilePaused(period, c);
        var completed = period.Complete(c);
        outcome.NoteCounted(c, completed);
        return NextPeriodPlanner.Plan(_timeline.WithLast(completed), completed, step: null);
    }

    /// <summary>Row 2 of the table of semantics 7. The others are rows of a step.</summary>
    private Timeline Row2CompletedWhilePaused(PlannedPeriod period, DateOnly c)
    {
        var completed = period.MoveDueByPause(c).Complete(c);
        outcome.NoteCounted(c, completed);
        return _timeline.WithLast(completed).With(_timeline.Sources.Clear());
    }

    /// <summary>The place of the next completion to look at after one that counts for nothing.</summary>
    private int NextPlace(ImmutableSortedSet<DateOnly> dates, DateOnly c)
    {
        var next = _timeline.Current is { } period
            ? EarlierOf(period.CountsFrom, period.NextTransition ?? DateOnly.MaxValue)
            : DateOnly.MaxValue;
        if (outcome.Asked is { } asked && asked > c)
            next = EarlierOf(next, asked);
        return next == DateOnly.MaxValue ? dates.Count : KnownCompletions.IndexFrom(dates, next);
    }
}
