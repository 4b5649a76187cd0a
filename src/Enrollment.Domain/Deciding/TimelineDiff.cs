using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Replaying;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Deciding;

/// <summary>The difference between the recorded periods and the timeline that follows from the facts, as events.</summary>
internal static class TimelineDiff
{
    /// <summary>
    /// Periods are the same as long as they were planned from the same date. The first that was not is retracted with all that follow it,
    /// and they are planned again.
    /// </summary>
    /// <param name="state">What is recorded.</param>
    /// <param name="cache">What the facts give.</param>
    /// <param name="asOf">Time has passed up to this date.</param>
    /// <param name="cause">What caused the changes.</param>
    /// <param name="on">The date of changes that have none of their own; by default that up to which time has passed.</param>
    public static IReadOnlyList<PeriodEvent> Between(
        EnrollmentState state,
        ReplayCache cache,
        DateOnly asOf,
        Cause cause,
        DateOnly? on = null
    )
    {
        var recorded = state.Periods;
        var current = cache.UpTo(asOf);
        var (timeline, unchanged) = (current.Timeline, current.SameCount);
        var same = SameAtTheStart(recorded, timeline, unchanged);
        var builder = new PeriodEventBuilder(on ?? asOf, cause);
        var events = new List<PeriodEvent>();
        for (var i = recorded.Count - 1; i >= same; i--)
            events.Add(builder.Retracted(recorded[i]));
        var mark = unchanged == 0 ? null : recorded[unchanged - 1].EnrollmentOverdueSince;
        for (var i = unchanged; i < timeline.Count; i++)
        {
            mark = timeline[i].OverdueMarkAfter(mark);
            var planned = Numbered(state, timeline[i], i, same, mark);
            events.AddRange(i < same ? builder.Changed(recorded[i], planned) : builder.New(planned));
        }

        return events;
    }

    /// <summary>The timeline's periods under the numbers they were recorded with. Those that were not recorded get the next ones.</summary>
    public static List<Period> Numbered(EnrollmentState state, Timeline timeline)
    {
        var same = SameAtTheStart(state.Periods, timeline, unchanged: 0);
        var numbered = new List<Period>(timeline.Count);
        var mark = (DateOnly?)null;
        for (var i = 0; i < timeline.Count; i++)
        {
            mark = timeline[i].OverdueMarkAfter(mark);
            numbered.Add(Numbered(state, timeline[i], i, same, mark));
        }

        return numbered;
    }

    private static Period Numbered(EnrollmentState state, PlannedPeriod planned, int place, int same, DateOnly? mark) =>
        planned.ToPeriod(place < same ? state.Periods[place].Number : state.LastNumber + 1 + place - same, mark);

    private static int SameAtTheStart(ImmutableList<Period> recorded, Timeline timeline, int unchanged)
    {
        var same = unchanged;
        while (same < recorded.Count && same < timeline.Count && IsSame(recorded[same], timeline[same]))
            same++;
        return same;
    }

    private static bool IsSame(Period recorded, PlannedPeriod planned) =>
        recorded.Origin == planned.Basis.Origin && recorded.PlannedFrom == planned.Basis.From;
}
