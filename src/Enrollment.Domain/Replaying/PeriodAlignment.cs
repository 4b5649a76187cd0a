using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Replaying;

/// <summary>
/// Which recorded period the timeline's periods stand for. Recorded periods that had ended when another version of the semantics came stay
/// as they are, whatever the facts give for them now. From one place on, recorded and planned periods are compared one by one.
/// </summary>
/// <param name="Recorded">So many recorded periods at the start stay as they are.</param>
/// <param name="Planned">So many of the timeline's periods they stand for.</param>
internal readonly record struct PeriodAlignment(int Recorded, int Planned)
{
    /// <summary>A planned period has the place of the recorded one plus this.</summary>
    public int Shift => Planned - Recorded;

    public static PeriodAlignment Of(ImmutableList<Period> recorded, Timeline timeline)
    {
        var last = Math.Min(recorded.Count, timeline.Count) - 1;
        if (last >= 0 && IsSame(recorded[last], timeline[last]))
            return InOrder(recorded[last], timeline[last], last);
        if (recorded is not [.., { IsCurrent: true } current])
            return new(recorded.Count, PlaceOfCurrent(timeline));
        var place = timeline.Count - 1;
        while (place >= 0 && !IsSame(current, timeline[place]))
            place--;
        return new(recorded.Count - 1, place >= 0 ? place : PlaceOfCurrent(timeline));
    }

    /// <summary>Periods are the same as long as they were planned from the same date.</summary>
    public static bool IsSame(Period recorded, PlannedPeriod planned) =>
        recorded.Origin == planned.Basis.Origin && recorded.PlannedFrom == planned.Basis.From;

    /// <summary>What changed before that place is recorded, too, from the first recorded period that is another or has changed.</summary>
    public PeriodAlignment Before(int unchanged, ImmutableList<Period> recorded, Timeline timeline)
    {
        if (unchanged >= Planned)
            return this;
        var same = 0;
        while (same < unchanged && same < Recorded && IsSame(recorded[same], timeline[same]))
            same++;
        return new(same, same);
    }

    /// <summary>Periods known to be recorded as planned need no comparison.</summary>
    public PeriodAlignment Skipping(int same) => Shift == 0 && same > Planned ? new(same, same) : this;

    public PeriodAlignment Plus(int count) => new(Recorded + count, Planned + count);

    /// <summary>Only recorded periods that ended before the date stay as they are.</summary>
    public PeriodAlignment EndedBefore(DateOnly date, ImmutableList<Period> recorded)
    {
        var count = 0;
        while (count < Recorded && recorded[count].EndedOn < date)
            count++;
        return count + Shift >= 0 ? new(count, count + Shift) : default;
    }

    /// <summary>A completed period stays completed. A withdrawn one can be current again.</summary>
    private static PeriodAlignment InOrder(Period recorded, PlannedPeriod planned, int place)
    {
        var isCompared = recorded.IsCurrent || (planned.IsCurrent && recorded.CompletedOn is null);
        return isCompared ? new(place, place) : new(place + 1, place + 1);
    }

    private static int PlaceOfCurrent(Timeline timeline) => timeline.Current is null ? timeline.Count : timeline.Count - 1;
}
