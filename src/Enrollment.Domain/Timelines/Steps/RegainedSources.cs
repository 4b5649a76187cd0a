using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>Rows 9 to 12 of the table of semantics 7: sources were gained, regained or edited, and no period is current.</summary>
/// <param name="gained">The sources.</param>
/// <param name="step">The step that gained them.</param>
/// <param name="known">The completions that hold before the step.</param>
/// <param name="outcome">Takes what becomes of the completion that is asked for.</param>
internal sealed class RegainedSources(IReadOnlyList<Source> gained, SourcesJudged step, KnownCompletions known, CompletionOutcome outcome)
{
    private readonly FirstPeriodPlanner _firstPeriods = new(step, known, outcome);

    /// <summary>Where the count of the known completions ended, if a first period was planned.</summary>
    public LateCount? Counted => _firstPeriods.Counted;

    /// <summary>The enrollment has no period yet (semantics 5.1, 5.4).</summary>
    public Timeline BeginFirst(Timeline timeline, PlannedPeriod? last) => last is null ? BeginAnew(timeline) : timeline;

    public Timeline Row9LastPeriodWithdrawn(Timeline timeline, PlannedPeriod? last)
    {
        if (last is not { Status: PeriodStatus.Withdrawn } || gained.Count == 0)
            return timeline;
        if (Restoration.CompletedSince(timeline, last, known) is { } c)
            return CompleteWithdrawn(timeline, last, c);
        if (!Restoration.ItsTimeIsOver(last, step))
            return Restoration.Restore(timeline, last, gained, step);
        var begun = BeginAnew(timeline);
        // A completion that arrives later may be the one that was not found.
        _firstPeriods.ForgetCount();
        return begun;
    }

    public Timeline Row10LastPeriodDoneRuleWasItsSource(Timeline timeline, PlannedPeriod? last) =>
        StrictestAfter(timeline, last) is { Origin: PeriodOrigin.Completion } next
            ? NextPeriodPlanner.Plan(timeline, last!, next, step)
            : timeline;

    public Timeline Row11LastPeriodDoneRuleWasNotItsSource(Timeline timeline, PlannedPeriod? last) =>
        StrictestAfter(timeline, last) is { Origin: PeriodOrigin.Eligibility } first
            ? _firstPeriods.Plan(timeline, first, after: last)
            : timeline;

    public Timeline Row12LastPeriodCanceled(Timeline timeline, PlannedPeriod? last)
    {
        if (last is not { Status: PeriodStatus.Canceled })
            return timeline;
        return timeline.LastDone is { } done ? ContinueAfter(timeline, done) : BeginAnew(timeline);
    }

    private Timeline CompleteWithdrawn(Timeline timeline, PlannedPeriod withdrawn, DateOnly c)
    {
        var completed = withdrawn.Complete(c);
        outcome.NoteCounted(c, completed);
        return ContinueAfter(timeline.WithLast(completed), completed);
    }

    private Timeline ContinueAfter(Timeline timeline, PlannedPeriod done)
    {
        var continued = Row10LastPeriodDoneRuleWasItsSource(timeline, done);
        return Row11LastPeriodDoneRuleWasNotItsSource(continued, done);
    }

    private Timeline BeginAnew(Timeline timeline) => _firstPeriods.PlanStrictest(timeline, gained);

    /// <summary>
    /// The strictest period after a completed or satisfied one: the next one of rules that were a source of it, a first one of those that
    /// were not.
    /// </summary>
    private PeriodCandidate? StrictestAfter(Timeline timeline, PlannedPeriod? done) =>
        done is { IsDone: true } && gained.Count > 0
            ? PeriodCandidate.Strictest(
                timeline.Sources.Live.Select(source =>
                    done.Sources.Contains(source.RuleId)
                        ? DueDateCalculator.Next(source, done, step.EligibleFrom)
                        : DueDateCalculator.First(source)
                )
            )
            : null;
}
