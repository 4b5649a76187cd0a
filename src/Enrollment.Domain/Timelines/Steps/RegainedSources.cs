using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>Rows 9 to 13 of the table of semantics 7: sources were gained, regained or edited, and no period is current.</summary>
/// <param name="gained">The sources.</param>
/// <param name="competing">The sources that match: at once, only these compete.</param>
/// <param name="step">The step that gained them.</param>
/// <param name="known">The completions that hold before the step.</param>
/// <param name="outcome">Takes what becomes of the completion that is asked for.</param>
internal sealed class RegainedSources(
    IReadOnlyList<Source> gained,
    ImmutableArray<Source> competing,
    SourcesJudged step,
    KnownCompletions known,
    CompletionOutcome outcome
)
{
    private readonly FirstPeriodPlanner _firstPeriods = new(step, known, outcome);

    /// <summary>Where the count of the known completions ended, if a first period was planned.</summary>
    public LateCount? Counted => _firstPeriods.Counted;

    /// <summary>The period that was paused ended, because the learner was hired again (semantics 11).</summary>
    public bool BeginsAgain { get; init; }

    /// <summary>The enrollment has no period yet, or begins again (semantics 5.1, 5.4).</summary>
    public Timeline BeginFirst(Timeline timeline) => timeline.Last is null || BeginsAgain ? PlanFirst(timeline) : timeline;

    /// <summary>Back so soon that the period goes on as if it had never been withdrawn (row 9).</summary>
    public bool IsShortAbsence(Timeline timeline, PlannedPeriod last)
    {
        if (!last.IsWithdrawn || step.On.DayNumber - last.EndedOn!.Value.DayNumber > step.ShortAbsenceDays)
            return false;
        var returning = Restoration.Returning(last, gained);
        return returning.Count > 0
            && !IsHiredAgain(last, returning)
            && Restoration.CountSince(timeline, last, known, new CompletionOutcome(asked: null)) is null;
    }

    public Timeline Row9RegainedLastPeriodWithdrawn(Timeline timeline)
    {
        if (timeline.Last is not { IsWithdrawn: true } last || Restoration.Returning(last, gained) is not { Count: > 0 } returning)
            return timeline;
        if (Restoration.CountSince(timeline, last, known, outcome) is { } counted)
            return PlanNext(counted, counted.Last!);
        if (!IsHiredAgain(last, returning) && !Restoration.ItsTimeIsOver(last, step))
            return Restoration.Restore(timeline, last, returning, step);
        var begun = PlanFirst(timeline);
        // A completion that arrives later may be the one that was not found.
        _firstPeriods.ForgetCount();
        return begun;
    }

    public Timeline Row10GainedAndGivesNothingLastPeriodWithdrawn(Timeline timeline)
    {
        if (timeline.Last is not { IsWithdrawn: true } last || Restoration.Returning(last, gained).Count > 0)
            return timeline;
        var strangers = gained.Where(source => !last.Sources.Contains(source.RuleId)).ToArray();
        var candidates = strangers.Select(source => timeline.LastDone is { } done ? After(timeline, source, done) : First(source));
        return Plan(timeline, PeriodCandidate.Strictest(candidates, step.MinimumDaysToComplete));
    }

    public Timeline Row11RegainedLastPeriodDone(Timeline timeline) =>
        timeline.Last is { IsDone: true } done && StrictestAfter(timeline, done) is { Origin: PeriodOrigin.Completion } next
            ? Plan(timeline, next)
            : timeline;

    public Timeline Row12GainedLastPeriodDone(Timeline timeline) =>
        timeline.Last is { IsDone: true } done && StrictestAfter(timeline, done) is { Origin: PeriodOrigin.Eligibility } first
            ? Plan(timeline, first)
            : timeline;

    public Timeline Row13RegainedLastPeriodCanceled(Timeline timeline)
    {
        if (timeline.Last is not { Status: PeriodStatus.Canceled } || gained.Count == 0)
            return timeline;
        return timeline.LastDone is { } done ? PlanAfter(timeline, done) : PlanFirst(timeline);
    }

    private Timeline PlanFirst(Timeline timeline) => gained.Count > 0 ? _firstPeriods.PlanStrictest(timeline, competing) : timeline;

    /// <summary>The period after the last one that was completed meanwhile is planned by the rules that came back (row 9).</summary>
    private Timeline PlanNext(Timeline timeline, PlannedPeriod done)
    {
        var candidates = competing.Select(source =>
            StartsAgain(source, done.CompletedOn!.Value) ? First(source) : DueDateCalculator.Next(source, done, step.EligibleFrom)
        );
        return Plan(timeline, PeriodCandidate.Strictest(candidates, step.MinimumDaysToComplete));
    }

    /// <summary>As rows 11 and 12.</summary>
    private Timeline PlanAfter(Timeline timeline, PlannedPeriod? done) => Plan(timeline, StrictestAfter(timeline, done!));

    private Timeline Plan(Timeline timeline, PeriodCandidate? candidate) =>
        candidate switch
        {
            null => timeline,
            { Origin: PeriodOrigin.Eligibility } => _firstPeriods.Plan(timeline, candidate, competing),
            _ => NextPeriodPlanner.Plan(timeline, candidate, step.EligibleFrom, step),
        };

    /// <summary>
    /// The strictest period after a completed or satisfied one: the next one of rules that were a source of it, a first one of those that
    /// were not, and of those that begin again.
    /// </summary>
    private PeriodCandidate? StrictestAfter(Timeline timeline, PlannedPeriod done) =>
        gained.Count > 0
            ? PeriodCandidate.Strictest(competing.Select(source => After(timeline, source, done)), step.MinimumDaysToComplete)
            : null;

    private PeriodCandidate? After(Timeline timeline, Source source, PlannedPeriod done)
    {
        if (StartsAgain(source, done.CompletedOn!.Value))
            return First(source);
        if (!done.Sources.Contains(source.RuleId))
            return First(source) with { After = done };
        var prior = new PriorTraining(known, timeline.Sources, step.HiredOn);
        var later = prior.LatestFor(source with { EligibleFrom = step.EligibleFrom }, done.CompletedOn);
        return DueDateCalculator.Next(source, later is { } c ? done.CreditInstead(c, source) : done, step.EligibleFrom);
    }

    private bool IsHiredAgain(PlannedPeriod last, IReadOnlyList<Source> returning) =>
        new GoverningSource(LiveSources.None, step).StrictestFor(last, returning) is { } winner
        && StartsAgain(winner.Source, last.EndedOn!.Value);

    /// <summary>A learner who was hired after the date begins again, where the rule says so (semantics 11).</summary>
    private bool StartsAgain(Source source, DateOnly after) => source.Terms.BeginsAgainWhenHiredAgain && step.HiredOn > after;

    private static PeriodCandidate First(Source source) => DueDateCalculator.First(source);
}
