using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>
/// A first period created at once can be older than completions that are known: those dated e or later count (semantics 5.3).
/// </summary>
internal sealed partial class Timeline
{
    private void CountKnownCompletions(DateOnly e)
    {
        var counted = Counted();
        var dates = counted.Count == 0 ? Known.All : Known.All.Except(counted);
        for (var i = KnownCompletions.IndexFrom(dates, e); i < dates.Count; )
            i = CountNext(dates, i);
        if (!dates.IsEmpty && dates.Max >= e)
            RollOver(dates.Max);
        _counting = new Counting(new Timeline(this, _asked) { _counting = null }, e);
    }

    /// <summary>The place of the next one to look at.</summary>
    private int CountNext(ImmutableSortedSet<DateOnly> dates, int index)
    {
        var c = dates[index];
        RollOver(c);
        if (Current is not { } period || c < period.CountsFrom)
            return NextToLookAt(dates, c);
        Credit(period, c);
        return index + 1;
    }

    /// <summary>
    /// After a completion from before the last step, where that step counted those that were known: one that is later than all of them is
    /// counted after them. Null where it may have changed more than that.
    /// </summary>
    private Timeline? CountedLate(DateOnly c, FactOrder order, int after)
    {
        if (_counting is not { } counting || after != _stepsTaken - 1 || !order.IsLatestUpTo(c, after))
            return null;
        var step = order.Steps[after];
        // Before the step it changed nothing: no period was current, and time passed further than to its date anyway.
        if (c < counting.From || c > step.RolledOverTo)
            return null;
        return counting.At.Then(
            order,
            c,
            timeline =>
            {
                timeline.CountNext([c], 0);
                timeline._counting = counting with { At = new Timeline(timeline, c) { _counting = null } };
                timeline.End(step);
                timeline.Complete(order.Completions[after + 1]);
            }
        );
    }

    /// <summary>Where counting the completions that were known ended, within the last step.</summary>
    private sealed record Counting(Timeline At, DateOnly From);
}
