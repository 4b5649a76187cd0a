using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Replaying;

/// <summary>
/// The replay of an enrollment's facts, kept with the state so that one more fact costs no replay of all the others. It holds nothing that
/// the facts do not give.
/// </summary>
/// <param name="FactCount">How many facts it follows from.</param>
/// <param name="Facts">What they give, before time passes any further.</param>
/// <param name="SameCount">So many periods at the start are known to be recorded as the timeline has them.</param>
/// <param name="KeptCount">So many periods at the start are those that the timeline had when it was last compared.</param>
internal sealed record ReplayCache(int FactCount, FactReplay Facts, int SameCount, int KeptCount)
{
    public static ReplayCache Empty { get; } = new(0, FactReplay.Nothing, 0, 0);

    public Timeline Timeline => Facts.Timeline;

    /// <summary>What became of the completion that was added last.</summary>
    public string Outcome => Facts.Outcome;

    public static ReplayCache Of(IReadOnlyCollection<EnrollmentFact> facts) => new(facts.Count, FactReplay.Of(FactOrder.Of(facts)), 0, 0);

    /// <summary>Replays the facts that were added to those it knows.</summary>
    public ReplayCache With(ImmutableList<EnrollmentFact> facts)
    {
        if (FactCount == 0)
            return facts.IsEmpty ? this : Of(facts);
        var cache = this;
        while (cache.FactCount < facts.Count)
            cache = cache.With(facts[cache.FactCount]);
        return cache;
    }

    public ReplayCache With(EnrollmentFact fact) => With(FactCount + 1, Facts.With(fact));

    public CompletionLedger Ledger => Facts.Order.Ledger;

    /// <summary>Time passes up to the date.</summary>
    public ReplayCache UpTo(DateOnly date) => With(FactCount, Facts.UpTo(date));

    /// <summary>The recorded period at that place changed.</summary>
    public ReplayCache Changed(int place) => place < SameCount ? this with { SameCount = place } : this;

    /// <summary>Compares the recorded periods with the timeline's, from the first that was not compared yet.</summary>
    public ReplayCache Compared(ImmutableList<Period> recorded)
    {
        var same = SameCount;
        while (same < recorded.Count && same < Timeline.Count && IsSame(recorded, same))
            same++;
        return same == SameCount && KeptCount == Timeline.Count ? this : this with { SameCount = same, KeptCount = Timeline.Count };
    }

    /// <summary>So many periods at the start, up to the limit, are those of the cache that this one was continued from.</summary>
    public int UnchangedSince(ReplayCache before, int limit)
    {
        var count = Math.Min(KeptCount, before.Timeline.Earlier.Count);
        while (count < limit && count < Timeline.Count && count < before.Timeline.Count && IsSame(Timeline[count], before.Timeline[count]))
            count++;
        return count;
    }

    private static bool IsSame(PlannedPeriod one, PlannedPeriod other) =>
        ReferenceEquals(one, other) || one.ToPeriod(0, null) == other.ToPeriod(0, null);

    private ReplayCache With(int factCount, FactReplay next) =>
        new(factCount, next, Math.Min(SameCount, next.Unchanged), Math.Min(KeptCount, next.Unchanged));

    private bool IsSame(ImmutableList<Period> recorded, int place)
    {
        var planned = Timeline[place];
        var markBefore = place == 0 ? null : recorded[place - 1].EnrollmentOverdueSince;
        return recorded[place] == planned.ToPeriod(recorded[place].Number, planned.OverdueMarkAfter(markBefore));
    }
}
