using System.Collections.Immutable;

namespace Enrollment.Domain.Timelines.Facts;

/// <summary>The completions that hold before a step. They are found by date, because thousands may count for nothing.</summary>
internal readonly struct KnownCompletions(FactOrder order, int stepsTaken)
{
    private IEnumerable<ImmutableSortedSet<DateOnly>> Groups => order.Completions.Take(stepsTaken + 1).Where(dates => !dates.IsEmpty);

    /// <summary>All of them. A union is computed only where they hold after different steps.</summary>
    public ImmutableSortedSet<DateOnly> All =>
        Groups.Aggregate(ImmutableSortedSet<DateOnly>.Empty, (all, dates) => all.IsEmpty ? dates : all.Union(dates));

    /// <summary>The first from that date on that meets the condition.</summary>
    public DateOnly? Earliest(DateOnly first, Func<DateOnly, bool> holds) => Groups.Select(dates => First(From(dates, first), holds)).Min();

    /// <summary>The last before that date that meets the condition.</summary>
    public DateOnly? Latest(DateOnly end, Func<DateOnly, bool> holds) => Groups.Select(dates => First(Before(dates, end), holds)).Max();

    /// <summary>The place of the first date that is not before the given one.</summary>
    public static int IndexFrom(ImmutableSortedSet<DateOnly> dates, DateOnly first)
    {
        var index = dates.IndexOf(first);
        return index < 0 ? ~index : index;
    }

    private static DateOnly? First(IEnumerable<DateOnly> dates, Func<DateOnly, bool> holds)
    {
        foreach (var date in dates)
            if (holds(date))
                return date;
        return null;
    }

    private static IEnumerable<DateOnly> From(ImmutableSortedSet<DateOnly> dates, DateOnly first)
    {
        for (var i = IndexFrom(dates, first); i < dates.Count; i++)
            yield return dates[i];
    }

    private static IEnumerable<DateOnly> Before(ImmutableSortedSet<DateOnly> dates, DateOnly end)
    {
        for (var i = IndexFrom(dates, end) - 1; i >= 0; i--)
            yield return dates[i];
    }
}
