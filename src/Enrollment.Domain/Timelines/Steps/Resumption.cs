using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>A paused period resumes (semantics 7, learner reactivated).</summary>
internal static class Resumption
{
    public static Timeline Resume(Timeline timeline, PlannedPeriod period, SourcesJudged step) =>
        period.Pause!.Value.HeldScheduled ? ResumeScheduled(timeline, period, step) : ResumeVisible(timeline, period, step);

    /// <summary>It keeps its dates. Where a later annual period would have taken over meanwhile, only the newest opens.</summary>
    private static Timeline ResumeScheduled(Timeline timeline, PlannedPeriod period, SourcesJudged step)
    {
        var resumed = period.Resume();
        return resumed.NextTakeOver?.On <= step.On
            ? timeline.WithLast(resumed).CatchUpOnTakeOvers(step)
            : timeline.WithLast(resumed.ApplyFloor(DueFloor.Of(step)).EnrollNotBefore(step.On));
    }

    /// <summary>The due date moves by the days of the pause. The floor applies unless the due date had passed before the pause.</summary>
    private static Timeline ResumeVisible(Timeline timeline, PlannedPeriod period, SourcesJudged step)
    {
        var wasLate = period.Due < period.Pause!.Value.From;
        var moved = period.MoveDueByPause(step.ActiveSince);
        var resumed = (wasLate ? moved : moved.ApplyFloor(DueFloor.Of(step))).Resume();
        return timeline.WithLast(resumed.Due >= step.On ? resumed.Reopen() : resumed).CatchUpOnTakeOvers(step);
    }
}
