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
        var planned = timeline.Periods;
        var same = 0;
        while (same < recorded.Count && same < planned.Count && IsSame(recorded[same], planned[same]))
            same++;
        var events = new List<PeriodEvent>();
        for (var i = recorded.Count - 1; i >= same; i--)
            events.Add(new PeriodRetracted { Cause = cause, EffectiveOn = asOf, Period = recorded[i] });
        var mark = (DateOnly?)null;
        for (var i = 0; i < planned.Count; i++)
        {
            mark = planned[i].MarkAfter(mark);
            events.AddRange(i < same
                ? Changes.Of(recorded[i], planned[i].Snapshot(recorded[i].Number, mark), asOf, cause)
                : Changes.Of(planned[i].Snapshot(state.LastNumber + 1 + i - same, mark), asOf, cause));
        }

        return events;
    }

    private static bool IsSame(Period recorded, PlannedPeriod planned) =>
        recorded.Origin == planned.Origin && recorded.PlannedFrom == planned.PlannedFrom;
}
