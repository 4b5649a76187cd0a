using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>Plans the period that follows a completed one (semantics 5.2).</summary>
internal static class NextPeriodPlanner
{
    /// <summary>Plans the strictest period that the sources give after a completion, as on its own date.</summary>
    /// <param name="timeline">The timeline, which ends with the completed period.</param>
    /// <param name="done">The completed period.</param>
    /// <param name="sources">The sources that compete.</param>
    public static PlannedPeriod? AfterCompletion(PlannedPeriod done, IReadOnlyCollection<Source> sources, Timeline timeline) =>
        Strictest(done, sources, DateOnly.MinValue, minimumDays: 0) is { } strictest
            ? new PlannedPeriod(strictest, DateOnly.MinValue, DueFloor.None, timeline.Sources.Live)
            : null;

    /// <summary>Plans the strictest period that the sources give after a satisfied one, within a step.</summary>
    public static Timeline Plan(Timeline timeline, PlannedPeriod done, IReadOnlyCollection<Source> sources, SourcesJudged step) =>
        Strictest(done, sources, DateOnly.MinValue, step.MinimumDaysToComplete) is { } strictest
            ? Plan(timeline, strictest, DateOnly.MinValue, step)
            : timeline;

    /// <summary>Plans the candidate's period. Its enrolled-on date may not be before the step's.</summary>
    public static Timeline Plan(Timeline timeline, PeriodCandidate candidate, DateOnly notBefore, SourcesJudged step)
    {
        var planned = new PlannedPeriod(candidate, notBefore, DueFloor.Of(step), timeline.Sources.Live);
        return timeline.Add(planned.EnrollNotBefore(step.EligibleFrom)).AdvanceTo(timeline.Today);
    }

    private static PeriodCandidate? Strictest(PlannedPeriod done, IEnumerable<Source> sources, DateOnly notBefore, int minimumDays) =>
        PeriodCandidate.Strictest(sources.Select(source => DueDateCalculator.Next(source, done, notBefore)), minimumDays);
}
