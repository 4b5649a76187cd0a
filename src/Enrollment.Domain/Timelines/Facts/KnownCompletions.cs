using System.Collections.Immutable;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Facts;

/// <summary>The completions that hold before a step. They are found by date, because thousands may count for nothing.</summary>
internal readonly struct KnownCompletions(FactOrder order, int stepsTaken)
{
    private IEnumerable<ImmutableSortedSet<CompletionDay>> Groups => order.Completions.Take(stepsTaken + 1).Where(days => !days.IsEmpty);

    /// <summary>All of them. A union is computed only where they hold after different steps.</summary>
    public ImmutableSortedSet<CompletionDay> All =>
        Groups.Aggregate(ImmutableSortedSet<CompletionDay>.Empty, (all, days) => all.IsEmpty ? days : all.Union(days));

    /// <summary>The floor of an order whose due date came about by a completion that arrived late.</summary>
    public DueFloor? FloorOf(OrderId id) => order.OrderFloors.TryGetValue(id, out var floor) ? floor : null;

    /// <summary>The last before that date that meets the condition.</summary>
    public DateOnly? Latest(DateOnly end, Func<CompletionDay, bool> holds)
    {
        DateOnly? latest = null;
        foreach (var days in Groups)
            for (var i = IndexFrom(days, end) - 1; i >= 0 && !(days[i].On <= latest); i--)
                if (holds(days[i]))
                    latest = days[i].On;
        return latest;
    }

    /// <summary>Those of one date.</summary>
    public static IEnumerable<CompletionDay> On(ImmutableSortedSet<CompletionDay> days, DateOnly date)
    {
        for (var i = IndexFrom(days, date); i < days.Count && days[i].On == date; i++)
            yield return days[i];
    }

    /// <summary>The place of the first date that is not before the given one.</summary>
    public static int IndexFrom(ImmutableSortedSet<CompletionDay> days, DateOnly first)
    {
        var index = days.IndexOf(new CompletionDay(first, null));
        return index < 0 ? ~index : index;
    }
}
