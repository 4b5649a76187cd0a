using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>A source is regained after a withdrawal (semantics 7).</summary>
internal static class Restoration
{
    /// <summary>The first completion since the withdrawal that would have counted for the period.</summary>
    public static DateOnly? CompletedSince(Timeline timeline, PlannedPeriod withdrawn, KnownCompletions known)
    {
        if (withdrawn.EndedOn is not { } ended)
            return null;
        var until = withdrawn.NextTakeOver?.On ?? DateOnly.MaxValue;
        var credited = timeline.Credited();
        return known.Earliest(LaterOf(ended, withdrawn.CountsFrom), c => c < until && !credited.Contains(c));
    }

    /// <summary>An annual period whose T(k+1) has come stays withdrawn.</summary>
    public static bool ItsTimeIsOver(PlannedPeriod withdrawn, SourcesJudged step) =>
        withdrawn is { Year: { } k, Governing.Terms.Annual: { } calendar } && calendar.TakeOver(k + 1) <= step.EligibleFrom;

    /// <summary>
    /// The period is current again, governed by the strictest regained rule. If that rule governed it before, it keeps its e, so that edits
    /// are compared on the same inputs.
    /// </summary>
    public static Timeline Restore(Timeline timeline, PlannedPeriod withdrawn, IReadOnlyList<Source> gained, SourcesJudged step)
    {
        var candidate = GoverningSource.StrictestFor(withdrawn, gained);
        var source = candidate?.Source ?? gained.OrderBy(source => source.IsRequired ? 0 : 1).First();
        var isSameRule = source.RuleId == withdrawn.Governing.RuleId;
        var year = isSameRule && source.Terms.Annual is not null ? withdrawn.Year : candidate?.Year;
        if (isSameRule)
        {
            source = source with { EligibleFrom = withdrawn.Governing.EligibleFrom };
            timeline = timeline.With(timeline.Sources.Replace(source));
        }

        var restored = withdrawn.Restore(source, year, timeline.Sources.Live).ApplyFloor(DueFloor.Of(step));
        return timeline.WithLast(restored.WasVisible ? restored : restored.EnrollNotBefore(step.EligibleFrom));
    }
}
