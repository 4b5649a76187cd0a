using System.Collections.Immutable;

namespace Enrollment.Domain.Enrollments;

/// <summary>The difference between the periods recorded and the timeline that follows from the facts, as events.</summary>
internal static class Differences
{
    public static IEnumerable<PeriodEvent> Between(EnrollmentState state, IReadOnlyList<EnrollmentFact> facts, DateOnly asOf, Cause cause) =>
        Between(state, Timeline.Replay(facts, asOf), asOf, cause);

    /// <summary>Periods are the same as long as they were planned from the same date; from the first that was not, all are planned anew.</summary>
    public static IEnumerable<PeriodEvent> Between(EnrollmentState state, Timeline timeline, DateOnly asOf, Cause cause)
    {
        var recorded = state.Periods;
        var planned = Numbered(state, timeline);
        var same = SameAtTheStart(recorded, timeline.Periods);
        var events = new List<PeriodEvent>();
        for (var i = recorded.Count - 1; i >= same; i--)
            events.Add(new PeriodRetracted { Cause = cause, EffectiveOn = asOf, Period = recorded[i] });
        for (var i = 0; i < planned.Count; i++)
            events.AddRange(i < same ? Changes.Of(recorded[i], planned[i], asOf, cause) : Changes.Of(planned[i], asOf, cause));
        return events;
    }

    /// <summary>The timeline's periods under the numbers they were recorded with; those that were not recorded get the next ones.</summary>
    public static List<Period> Numbered(EnrollmentState state, Timeline timeline)
    {
        var same = SameAtTheStart(state.Periods, timeline.Periods);
        var numbered = new List<Period>(timeline.Periods.Count);
        var mark = (DateOnly?)null;
        for (var i = 0; i < timeline.Periods.Count; i++)
        {
            mark = timeline.Periods[i].MarkAfter(mark);
            numbered.Add(timeline.Periods[i].Snapshot(i < same ? state.Periods[i].Number : state.LastNumber + 1 + i - same, mark));
        }

        return numbered;
    }

    private static int SameAtTheStart(ImmutableList<Period> recorded, IReadOnlyList<PlannedPeriod> planned)
    {
        var same = 0;
        while (same < recorded.Count && same < planned.Count && IsSame(recorded[same], planned[same]))
            same++;
        return same;
    }

    private static bool IsSame(Period recorded, PlannedPeriod planned) =>
        recorded.Origin == planned.Origin && recorded.PlannedFrom == planned.PlannedFrom;
}
