using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Deciding;

/// <summary>The difference between the periods recorded and the timeline that follows from the facts, as events.</summary>
internal static class TimelineDiff
{
    public static IEnumerable<PeriodEvent> Between(
        EnrollmentState state,
        IReadOnlyCollection<EnrollmentFact> facts,
        DateOnly asOf,
        Cause cause
    ) => Between(state, ReplayCache.Of(facts), asOf, cause);

    /// <summary>
    /// Periods are the same as long as they were planned from the same date; from the first that was not, all are planned anew.
    /// </summary>
    public static IEnumerable<PeriodEvent> Between(EnrollmentState state, ReplayCache replayed, DateOnly asOf, Cause cause)
    {
        var recorded = state.Periods;
        var (_, _, timeline, unchanged) = replayed.UpTo(asOf);
        var same = SameAtTheStart(recorded, timeline.Periods, unchanged);
        var events = new List<PeriodEvent>();
        for (var i = recorded.Count - 1; i >= same; i--)
            events.Add(
                new PeriodRetracted
                {
                    Cause = cause,
                    EffectiveOn = asOf,
                    Period = recorded[i],
                }
            );
        var mark = unchanged == 0 ? null : recorded[unchanged - 1].EnrollmentOverdueSince;
        for (var i = unchanged; i < timeline.Periods.Count; i++)
        {
            mark = timeline.Periods[i].MarkAfter(mark);
            var planned = Numbered(state, timeline.Periods[i], i, same, mark);
            events.AddRange(i < same ? PeriodEventBuilder.Of(recorded[i], planned, asOf, cause) : PeriodEventBuilder.Of(planned, asOf, cause));
        }

        return events;
    }

    /// <summary>The timeline's periods under the numbers they were recorded with; those that were not recorded get the next ones.</summary>
    public static List<Period> Numbered(EnrollmentState state, Timeline timeline)
    {
        var same = SameAtTheStart(state.Periods, timeline.Periods, unchanged: 0);
        var numbered = new List<Period>(timeline.Periods.Count);
        var mark = (DateOnly?)null;
        for (var i = 0; i < timeline.Periods.Count; i++)
        {
            mark = timeline.Periods[i].MarkAfter(mark);
            numbered.Add(Numbered(state, timeline.Periods[i], i, same, mark));
        }

        return numbered;
    }

    private static Period Numbered(EnrollmentState state, PlannedPeriod planned, int place, int same, DateOnly? mark) =>
        planned.Snapshot(place < same ? state.Periods[place].Number : state.LastNumber + 1 + place - same, mark);

    private static int SameAtTheStart(ImmutableList<Period> recorded, ImmutableList<PlannedPeriod> planned, int unchanged)
    {
        var same = unchanged;
        while (same < recorded.Count && same < planned.Count && IsSame(recorded[same], planned[same]))
            same++;
        return same;
    }

    private static bool IsSame(Period recorded, PlannedPeriod planned) =>
        recorded.Origin == planned.Origin && recorded.PlannedFrom == planned.PlannedFrom;
}
