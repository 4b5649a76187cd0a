using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>
/// A paused period resumes (semantics 7, learner reactivated). Whether later annual periods would have taken over meanwhile is judged
/// before the floor: then only the newest opens.
/// </summary>
internal static class Resumption
{
    public static Timeline Resume(Timeline timeline, PlannedPeriod period, SourcesJudged step)
    {
        if (step.AwaySince is { } away)
            period = period with { Pause = period.Pause!.Value with { From = away } };
        var resumed = period.MoveDueByPause(step.ActiveSince).Resume();
        if (resumed.NextTakeOver?.On <= step.On)
            return timeline.WithLast(resumed).CatchUpOnTakeOvers(step);
        return timeline.WithLast(resumed.IsScheduled ? Scheduled(resumed, step) : Visible(period, resumed, step));
    }

    /// <summary>It keeps its dates, and opens with the run's date where its enrolled-on date passed meanwhile.</summary>
    private static PlannedPeriod Scheduled(PlannedPeriod resumed, SourcesJudged step)
    {
        var floored = resumed.ApplyFloor(DueFloor.Of(step));
        return floored.EnrolledOn < step.On ? floored.EnrollOn(step.On).Open() : floored;
    }

    /// <summary>The floor applies unless the due date had passed before the deactivation.</summary>
    private static PlannedPeriod Visible(PlannedPeriod paused, PlannedPeriod resumed, SourcesJudged step)
    {
        var wasLate = paused.Due < paused.Pause!.Value.From;
        var floored = wasLate ? resumed : resumed.ApplyFloor(DueFloor.Of(step));
        return floored.Due >= step.On ? floored.Reopen() : floored;
    }
}
