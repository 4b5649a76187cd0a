using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>Plans first periods within a step (semantics 5.1, 5.4).</summary>
/// <param name="step">The step.</param>
/// <param name="known">The completions that hold before the step.</param>
/// <param name="outcome">Takes what becomes of the completion that is asked for.</param>
internal sealed class FirstPeriodPlanner(SourcesJudged step, KnownCompletions known, CompletionOutcome outcome)
{
    /// <summary>Where the count of the known completions ended, if a first period was planned.</summary>
    public LateCount? Counted { get; private set; }

    /// <summary>Plans the strictest first period of the sources.</summary>
    public Timeline PlanStrictest(Timeline timeline, IReadOnlyCollection<Source> sources) =>
        PeriodCandidate.Strictest(sources.Select(DueDateCalculator.First), step.MinimumDaysToComplete) is { } strictest
            ? Plan(timeline, strictest, sources)
            : timeline;

    /// <summary>Plans a first period, or one that a completion from before satisfies.</summary>
    public Timeline Plan(Timeline timeline, PeriodCandidate candidate, IReadOnlyCollection<Source> sources)
    {
        var e = candidate.From;
        // What the rules of the period before give for it is not in the past, either (semantics 6, and 7, source regained).
        var notBefore = candidate.After is null ? DateOnly.MinValue : step.EligibleFrom;
        var planned = new PlannedPeriod(candidate, notBefore, DueFloor.Of(step), timeline.Sources.Live);
        // A rule that was a source all along has an older e (semantics 5, no backdating).
        if (step.InRun)
            planned = planned.EnrollNotBefore(step.On);
        var prior = new PriorTraining(known, timeline.Sources, step.HiredOn).LatestFor(candidate.Source);
        timeline = prior is { } c ? AddSatisfied(timeline, planned.Satisfy(c, e, on: e), sources) : timeline.Add(planned);
        return CountKnown(timeline, e);
    }

    /// <summary>Completions that are known and dated e or later count for a period that begins (semantics 5.3).</summary>
    public Timeline CountKnown(Timeline timeline, DateOnly e)
    {
        timeline = new CompletionCounter(timeline, outcome).CountKnown(known, e);
        Counted = new LateCount(timeline, e);
        return timeline;
    }

    /// <summary>A completion that comes later may change more than the count.</summary>
    public void ForgetCount() => Counted = null;

    private Timeline AddSatisfied(Timeline timeline, PlannedPeriod satisfied, IReadOnlyCollection<Source> sources)
    {
        outcome.NoteSatisfied(satisfied.CompletedOn!.Value, satisfied.EnrolledOn);
        return NextPeriodPlanner.Plan(timeline.Add(satisfied), satisfied, sources, step);
    }
}

/// <summary>
/// Where the count of the known completions ended within a step: one more, later than all of them, is counted after them.
/// </summary>
/// <param name="End">The timeline then.</param>
/// <param name="From">The date e from which they counted.</param>
internal sealed record LateCount(Timeline End, DateOnly From);
