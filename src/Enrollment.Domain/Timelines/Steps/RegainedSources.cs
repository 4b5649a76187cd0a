using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Facts;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>Rows 9 to 12 of the table of semantics 7: sources were gained, regained or edited, and no period is current.</summary>
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

    /// <summary>The enrollment has no period yet (semantics 5.1, 5.4).</summary>
    public Timeline BeginFirst(Timeline timeline, PlannedPeriod? last) => last is null ? BeginAnew(timeline) : timeline;

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

    public Timeline Row9LastPeriodWithdrawn(Timeline timeline, PlannedPeriod? last)
    {
        if (last is not { IsWithdrawn: true } || gained.Count == 0)
            return timeline;
        var returning = Restoration.Returning(last, gained);
        if (returning.Count == 0)
            return BeginFirstOfRulesThatWereNoSource(timeline, last);
        if (Restoration.CountSince(timeline, last, known, outcome) is { } counted)
            return ContinueAfter(counted, counted.Last!);
        if (!IsHiredAgain(last, returning) && !Restoration.ItsTimeIsOver(last, step))
            return Restoration.Restore(timeline, last, returning, step);
        var begun = BeginAnew(timeline);
        // A completion that arrives later may be the one that was not found.
        _firstPeriods.ForgetCount();
        return begun;
    }

    public Timeline Row10LastPeriodDoneRuleWasItsSource(Timeline timeline, PlannedPeriod? last) =>
        StrictestAfter(timeline, last, gained) is { Origin: PeriodOrigin.Completion } next
            ? NextPeriodPlanner.Plan(timeline, next, step.EligibleFrom, step)
            : timeline;

    public Timeline Row11LastPeriodDoneRuleWasNotItsSource(Timeline timeline, PlannedPeriod? last) =>
        StrictestAfter(timeline, last, gained) is { Origin: PeriodOrigin.Eligibility } first
            ? _firstPeriods.Plan(timeline, first, competing)
            : timeline;

    public Timeline Row12LastPeriodCanceled(Timeline timeline, PlannedPeriod? last)
    {
        if (last is not { Status: PeriodStatus.Canceled } || gained.Count == 0)
            return timeline;
        return timeline.LastDone is { } done ? ContinueAfter(timeline, done) : BeginAnew(timeline);
    }

    public Timeline BeginAnew(Timeline timeline) => gained.Count > 0 ? _firstPeriods.PlanAnew(timeline, competing) : timeline;

    /// <summary>A rule that gives nothing for the withdrawn period, and was not a source of it, begins a first period.</summary>
    private Timeline BeginFirstOfRulesThatWereNoSource(Timeline timeline, PlannedPeriod last)
    {
        var strangers = gained.Where(source => !last.Sources.Contains(source.RuleId)).ToArray();
        if (strangers.Length == 0 || timeline.LastDone is not { } done)
            return strangers.Length == 0 ? timeline : _firstPeriods.PlanAnew(timeline, strangers);
        return PeriodCandidate.Strictest(strangers.Select(source => After(timeline, source, done)), step.MinimumDaysToComplete) switch
        {
            { Origin: PeriodOrigin.Eligibility } first => _firstPeriods.Plan(timeline, first, competing),
            { } next => NextPeriodPlanner.Plan(timeline, next, step.EligibleFrom, step),
            null => timeline,
        };
    }

    private Timeline ContinueAfter(Timeline timeline, PlannedPeriod done)
    {
        var continued = Row10LastPeriodDoneRuleWasItsSource(timeline, done);
        return Row11LastPeriodDoneRuleWasNotItsSource(continued, done);
    }

    /// <summary>
    /// The strictest period after a completed or satisfied one: the next one of rules that were a source of it, a first one of those that
    /// were not, and of those that begin anew.
    /// </summary>
    private PeriodCandidate? StrictestAfter(Timeline timeline, PlannedPeriod? done, IReadOnlyList<Source> regained) =>
        timeline.Current is null && done is { IsDone: true } && regained.Count > 0
            ? PeriodCandidate.Strictest(competing.Select(source => After(timeline, source, done)), step.MinimumDaysToComplete)
            : null;

    private PeriodCandidate? After(Timeline timeline, Source source, PlannedPeriod done)
    {
        if (BeginsAnew(source, done.CompletedOn!.Value))
            return DueDateCalculator.First(source);
        if (!done.Sources.Contains(source.RuleId))
            return DueDateCalculator.First(source) with { After = done };
        var prior = new PriorTraining(known, timeline.Sources, step.HiredOn);
        var later = prior.LatestFor(source with { EligibleFrom = step.EligibleFrom }, done.CompletedOn);
        return DueDateCalculator.Next(source, later is { } c ? done.CreditInstead(c, source) : done, step.EligibleFrom);
    }

    private bool IsHiredAgain(PlannedPeriod last, IReadOnlyList<Source> returning) =>
        new GoverningSource(LiveSources.None, step).StrictestFor(last, returning) is { } winner
        && BeginsAnew(winner.Source, last.EndedOn!.Value);

    /// <summary>A learner who was hired after the date begins anew, where the rule says so (semantics 11).</summary>
    private bool BeginsAnew(Source source, DateOnly after) => source.Terms.BeginsAnewWhenHiredAgain && step.HiredOn > after;
}
