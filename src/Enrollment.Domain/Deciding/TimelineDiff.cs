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
        var (recorded, before, current) = (state.Periods, state.Replay.UpTo(asOf), cache.UpTo(asOf));
        var timeline = current.Timeline;
        var aligned = PeriodAlignment.Of(recorded, before.Timeline);
        var from = aligned.Before(current.UnchangedSince(before, aligned.Planned), recorded, timeline).Skipping(current.SameCount);
        var same = SameAfter(from, recorded, timeline);
        var builder = new PeriodEventBuilder(on ?? asOf, cause);
        var events = new List<PeriodEvent>();
        for (var i = recorded.Count - 1; i >= same.Recorded; i--)
            events.Add(builder.Retracted(recorded[i]));
        var mark = MarkBefore(timeline, from.Planned);
        for (var i = from.Planned; i < timeline.Count; i++)
        {
            mark = timeline[i].OverdueMarkAfter(mark);
            var planned = Numbered(state, timeline[i], i, same, mark);
            events.AddRange(i < same.Planned ? builder.Changed(recorded[i - same.Shift], planned) : builder.New(planned));
        }

        return events;
    }

    /// <summary>
    /// The periods of an earlier date under the numbers they were recorded with. Those that were not recorded get the next ones. Recorded
    /// periods that ended before another version of the semantics was adopted stay as they are.
    /// </summary>
    public static List<Period> Numbered(EnrollmentState state, Timeline timeline, DateOnly? adoptedOn)
    {
        var from = adoptedOn is { } adopted
            ? PeriodAlignment.Of(state.Periods, state.Replay.UpTo(timeline.Today).Timeline).EndedBefore(adopted, state.Periods)
            : default;
        var same = SameAfter(from, state.Periods, timeline);
        var numbered = state.Periods.Take(from.Recorded).ToList();
        var mark = MarkBefore(timeline, from.Planned);
        for (var i = from.Planned; i < timeline.Count; i++)
        {
            mark = timeline[i].OverdueMarkAfter(mark);
            numbered.Add(Numbered(state, timeline[i], i, same, mark));
        }

        return numbered;
    }

    private static Period Numbered(EnrollmentState state, PlannedPeriod planned, int place, PeriodAlignment same, DateOnly? mark) =>
        planned.ToPeriod(
            place < same.Planned ? state.Periods[place - same.Shift].Number : state.LastNumber + 1 + place - same.Planned,
            mark
        );

    private static PeriodAlignment SameAfter(PeriodAlignment from, ImmutableList<Period> recorded, Timeline timeline)
    {
        var count = 0;
        while (
            from.Recorded + count < recorded.Count
            && from.Planned + count < timeline.Count
            && PeriodAlignment.IsSame(recorded[from.Recorded + count], timeline[from.Planned + count])
        )
            count++;
        return from.Plus(count);
    }

    /// <summary>A credited completion ends the mark, so that no period before it matters (semantics 5.5).</summary>
    private static DateOnly? MarkBefore(Timeline timeline, int place)
    {
        var first = Math.Min(place, timeline.Count);
        while (first > 0 && timeline[first - 1].CompletedOn is null)
            first--;
        var mark = (DateOnly?)null;
        for (; first < place && first < timeline.Count; first++)
            mark = timeline[first].OverdueMarkAfter(mark);
        return mark;
    }
}
