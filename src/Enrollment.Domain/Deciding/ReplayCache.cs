using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Deciding;

/// <summary>
/// The timeline of an enrollment's facts, kept with the state so that one more fact costs no replay of all the others. It holds nothing
/// that the facts do not give.
/// </summary>
/// <param name="Facts">How many facts it follows from.</param>
/// <param name="Order">These facts.</param>
/// <param name="Timeline">What they give, before time passes any further.</param>
/// <param name="Same">So many periods at the start are known to be recorded as the timeline has them.</param>
internal sealed record ReplayCache(int Facts, FactOrder Order, Timeline Timeline, int Same)
{
    public static ReplayCache Nothing { get; } = new(0, FactOrder.Empty, Timeline.Empty, 0);

    public static ReplayCache Of(IReadOnlyCollection<EnrollmentFact> facts)
    {
        var order = FactOrder.Of(facts);
        return new ReplayCache(facts.Count, order, Timeline.Of(order), 0);
    }

    /// <summary>After the facts that were added to those it knows.</summary>
    public ReplayCache With(ImmutableList<EnrollmentFact> facts)
    {
        if (Facts == 0)
            return facts.IsEmpty ? this : Of(facts);
        var replayed = this;
        while (replayed.Facts < facts.Count)
            replayed = replayed.With(facts[replayed.Facts]);
        return replayed;
    }

    public ReplayCache With(EnrollmentFact fact)
    {
        var order = Order.With(fact, out var after);
        return With(Facts + 1, order, Timeline.With(fact, order, after));
    }

    /// <summary>After time has passed up to the date.</summary>
    public ReplayCache UpTo(DateOnly date) => With(Facts, Order, Timeline.UpTo(date));

    /// <summary>After the recorded period at that place changed.</summary>
    public ReplayCache Changed(int place) => place < Same ? this with { Same = place } : this;

    /// <summary>Compares the recorded periods with the timeline's, from the first that was not compared yet.</summary>
    public ReplayCache Compared(ImmutableList<Period> recorded)
    {
        var same = Same;
        while (same < recorded.Count && same < Timeline.Periods.Count && IsSame(recorded, same))
            same++;
        return same == Same ? this : this with { Same = same };
    }

    private ReplayCache With(int facts, FactOrder order, Timeline next) => new(facts, order, next, Math.Min(Same, next.Unchanged));

    private bool IsSame(ImmutableList<Period> recorded, int place)
    {
        var planned = Timeline.Periods[place];
        var before = place == 0 ? null : recorded[place - 1].EnrollmentOverdueSince;
        return recorded[place] == planned.Snapshot(recorded[place].Number, planned.MarkAfter(before));
    }
}
