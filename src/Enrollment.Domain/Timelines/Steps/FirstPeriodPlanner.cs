using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
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
    public Timeline PlanStrictest(Timeline timeline, IEnumerable<Source> sources) =>
        PeriodCandidate.Strictest(sources.Select(DueDateCalculator.First)) is { } strictest
            ? Plan(timeline, strictest, after: null)
            : timeline;

    /// <summary>Plans a first period, or one that a completion from before satisfies.</summary>
    public Timeline Plan(Timeline timeline, PeriodCandidate candidate, PlannedPeriod? after)
    {
        var e = candidate.From;
        var planned = new PlannedPeriod(candidate, after, notBefore: e, DueFloor.Of(step), timeline.Sources.Live);
        // A rule that was a source all along has an older e (semantics 5, no backdating).
        if (step.InRun)
            planned = planned.EnrollNotBefore(step.On);
        timeline = SatisfiedBy(candidate) is { } prior ? AddSatisfied(timeline, planned.Satisfy(prior, e)) : timeline.Add(planned);
        timeline = new CompletionCounter(timeline, outcome).CountKnown(known, e);
        Counted = new LateCount(timeline, e);
        return timeline;
    }

    /// <summary>A completion that comes later may change more than the count.</summary>
    public void ForgetCount() => Counted = null;

    private Timeline AddSatisfied(Timeline timeline, PlannedPeriod satisfied)
    {
        outcome.NoteSatisfied(satisfied.CompletedOn!.Value, satisfied.EnrolledOn);
        return NextPeriodPlanner.Plan(timeline.Add(satisfied), satisfied, step);
    }

    /// <summary>The latest completion from before e that the governing rule honors (semantics 5.4).</summary>
    private DateOnly? SatisfiedBy(PeriodCandidate first)
    {
        var (terms, e) = (first.Source.Terms, first.From);
        if (terms.PriorCompletions is PriorCompletions.Ignore)
            return null;
        var since = terms.PriorCompletions is PriorCompletions.LookBackDays back ? e.AddDays(-back.Days) : DateOnly.MinValue;
        bool Holds(DateOnly c) =>
            terms.Recurrence switch
            {
                Recurrence.Annual => terms.Annual!.Containing(c) == first.Year,
                Recurrence.Custom custom => custom.Every.After(c) > e,
                _ => true,
            };
        return known.Latest(e, c => c >= since && Holds(c));
    }
}

/// <summary>
/// Where the count of the known completions ended within a step: one more, later than all of them, is counted after them.
/// </summary>
/// <param name="End">The timeline then.</param>
/// <param name="From">The date e from which they counted.</param>
internal sealed record LateCount(Timeline End, DateOnly From);
