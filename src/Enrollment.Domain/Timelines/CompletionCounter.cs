using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>Which period a completion counts for (semantics 5.3).</summary>
internal sealed partial class Timeline
{
    /// <summary>
    /// Completions that count for nothing are passed over: none can count while no period is current, and none before the current period
    /// counts completions or time alone changes it.
    /// </summary>
    private void Complete(ImmutableSortedSet<DateOnly> dates)
    {
        for (var i = 0; i < dates.Count; )
            i = CompleteNext(dates, i);
        if (!dates.IsEmpty)
            RollOver(dates.Max);
    }

    /// <summary>The place of the next one to look at.</summary>
    private int CompleteNext(ImmutableSortedSet<DateOnly> dates, int index)
    {
        var c = dates[index];
        RollOver(c);
        if (Current is { } period && c >= period.CountsFrom)
        {
            Credit(period, c);
            return index + 1;
        }

        Note(
            c,
            () =>
                Current is { } current
                    ? $"recorded; completions count for the current period from {current.CountsFrom:yyyy-MM-dd}"
                    : NoPeriodWasCurrent
        );
        return NextToLookAt(dates, c);
    }

    private int NextToLookAt(ImmutableSortedSet<DateOnly> dates, DateOnly c)
    {
        var next = Current is { } period ? period.CountsFrom.OrEarlier(period.NextTransition ?? DateOnly.MaxValue) : DateOnly.MaxValue;
        if (_asked > c)
            next = next.OrEarlier(_asked.Value);
        return next == DateOnly.MaxValue ? dates.Count : KnownCompletions.IndexFrom(dates, next);
    }

    private void Note(DateOnly c, Func<string> outcome)
    {
        if (c == _asked)
            Outcome = outcome();
    }

    private void Credit(PlannedPeriod period, DateOnly c)
    {
        var paused = period.Status is PeriodStatus.Paused;
        if (paused)
            MoveByPause(period, c);
        if (period.Status is PeriodStatus.Scheduled || (paused && period.PausedAs is PeriodStatus.Scheduled))
            period.EnrolledOn = c;
        Finish(period, c);
        if (paused)
            _sources.Clear();
        else
            PlanNext(period, step: null);
    }

    private void Finish(PlannedPeriod period, DateOnly c)
    {
        period.WasVisible = true;
        period.CompletedOn = c;
        period.End(period.Due is { } due && c > due ? PeriodStatus.CompletedLate : PeriodStatus.Completed, c);
        Note(
            c,
            () => $"counted for the period of {period.EnrolledOn:yyyy-MM-dd}, due {period.Due?.ToString("yyyy-MM-dd", null) ?? "never"}"
        );
    }

    /// <summary>The due date of a visible period moves by the days it was held (semantics 7).</summary>
    private static void MoveByPause(PlannedPeriod period, DateOnly until)
    {
        if (period.PausedAs is PeriodStatus.Scheduled || period.Due is null)
            return;
        var days = Math.Max(0, until.DayNumber - period.PausedFrom.Or(period.EnrolledOn).DayNumber);
        period.PausedDays += days;
        period.MoveDue(period.Due?.AddDays(days));
    }

    private HashSet<DateOnly> Counted() => [.. _periods.Select(period => period.CompletedOn).OfType<DateOnly>()];
}
