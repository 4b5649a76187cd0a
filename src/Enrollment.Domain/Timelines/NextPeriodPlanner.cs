using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines;

/// <summary>Plans the period that follows a completed one (semantics 5.2).</summary>
internal static class NextPeriodPlanner
{
    /// <summary>The strictest period that the sources give after a completion, as on its own date.</summary>
    public static PlannedPeriod? AfterCompletion(PlannedPeriod done, ImmutableArray<Source> sources, DueFloor floor) =>
        Strictest(done, sources, floor.MinimumDays) is { } strictest
            ? new PlannedPeriod(strictest, DateOnly.MinValue, floor, sources)
            : null;

    /// <summary>Plans the strictest period that the sources give after a satisfied one, within a step.</summary>
    public static Timeline Plan(Timeline timeline, PlannedPeriod done, IReadOnlyCollection<Source> sources, SourcesJudged step) =>
        Strictest(done, sources, step.MinimumDaysToComplete) is { } strictest
            ? Plan(timeline, strictest, DateOnly.MinValue, step)
            : timeline;

    /// <summary>Plans the candidate's period. Its enrolled-on date may not be before the step's.</summary>
    public static Timeline Plan(Timeline timeline, PeriodCandidate candidate, DateOnly notBefore, SourcesJudged step)
    {
        var planned = new PlannedPeriod(candidate, notBefore, DueFloor.Of(step), timeline.Sources.Live);
        return timeline.Add(planned.EnrollNotBefore(step.EligibleFrom)).AdvanceTo(timeline.Today);
    }

    private static PeriodCandidate? Strictest(PlannedPeriod done, IEnumerable<Source> sources, int minimumDays) =>
        PeriodCandidate.Strictest(sources.Select(source => DueDateCalculator.Next(source, done, DateOnly.MinValue)), minimumDays);
}
