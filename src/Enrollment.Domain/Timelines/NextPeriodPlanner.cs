using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>Plans the period that follows a completed one (semantics 5.2).</summary>
internal static class NextPeriodPlanner
{
    /// <summary>Plans the strictest period that the live sources give after the completed one.</summary>
    /// <param name="timeline">The timeline, which ends with the completed period.</param>
    /// <param name="done">The completed period.</param>
    /// <param name="step">The step that plans it; null for a completion, whose own date is then the date b of the floor.</param>
    public static Timeline Plan(Timeline timeline, PlannedPeriod done, SourcesJudged? step)
    {
        var notBefore = step?.EligibleFrom ?? DateOnly.MinValue;
        var candidates = timeline.Sources.Live.Select(source => DueDateCalculator.Next(source, done, notBefore));
        return PeriodCandidate.Strictest(candidates) is { } strictest ? Plan(timeline, done, strictest, step) : timeline;
    }

    /// <summary>Plans the candidate's period. In a step its dates may not be before the step's.</summary>
    public static Timeline Plan(Timeline timeline, PlannedPeriod done, PeriodCandidate candidate, SourcesJudged? step)
    {
        var notBefore = step?.EligibleFrom ?? DateOnly.MinValue;
        var floor = step is null ? new DueFloor(candidate.From, MinimumDays: 0) : DueFloor.Of(step);
        var planned = new PlannedPeriod(candidate, done, notBefore, floor, timeline.Sources.Live);
        return timeline.Add(planned.EnrollNotBefore(notBefore)).AdvanceTo(timeline.Today);
    }
}
