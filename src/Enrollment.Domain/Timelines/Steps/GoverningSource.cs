using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Periods;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>The source that the current period follows (semantics 6).</summary>
/// <param name="live">The sources that compete.</param>
/// <param name="step">The step in which it is chosen.</param>
internal sealed class GoverningSource(LiveSources live, SourcesJudged step)
{
    public PeriodCandidate? StrictestFor(PlannedPeriod period) => StrictestFor(period, live.Live);

    public PeriodCandidate? StrictestFor(PlannedPeriod period, IEnumerable<Source> sources) =>
        PeriodCandidate.Strictest(sources.Select(source => DueDateCalculator.For(period, source)), step.MinimumDaysToComplete);

    /// <summary>The candidate's source becomes, or stays, the governing one.</summary>
    public PlannedPeriod Follow(PlannedPeriod period, PeriodCandidate candidate)
    {
        if (candidate.Source.RuleId != period.Governing.RuleId)
            return Switch(period, candidate);
        return period.DuePlan.From != candidate.Source.RuleId && !KeepsItsDue(period) ? TakeDates(period, period, candidate) : period;
    }

    /// <summary>Another source takes over: its requirement, and with its due date the earlier of the two counts-from dates.</summary>
    public PlannedPeriod Switch(PlannedPeriod period, PeriodCandidate candidate)
    {
        var switched = period.Follow(candidate);
        if (HasOrderedDates(period))
            return IsRaised(period, candidate) ? TakeDue(switched, candidate) : switched;
        if (!KeepsItsDue(period))
            switched = TakeDates(period, switched, candidate);
        return switched.IsScheduled ? Enroll(switched, candidate) : switched;
    }

    /// <summary>
    /// Where the new version of the governing rule gives something else than the old one did, that replaces it (semantics 7).
    /// </summary>
    /// <param name="period">The current period.</param>
    /// <param name="old">What the old version gives from the same inputs.</param>
    /// <param name="now">What the new version gives.</param>
    public PlannedPeriod Edit(PlannedPeriod period, PeriodCandidate? old, PeriodCandidate now)
    {
        // It keeps its k unless the due date is replaced (semantics 5.2).
        var edited = period.Follow(now).WithYear(now.Year is null ? null : period.Year ?? now.Year);
        if (HasOrderedDates(period))
            return IsRaised(period, now) ? TakeDue(edited, now) : edited;
        if (!KeepsItsDue(period))
            edited = EditDates(period, edited, old, now);
        return edited.IsScheduled && EnrolledOn(old) != EnrolledOn(now) ? Enroll(edited, now) : edited;
    }

    // Due − N is taken from the due date as used (semantics 5), so both are compared with the date that counts.
    private DateOnly? EnrolledOn(PeriodCandidate? candidate) => candidate?.EnrolledOn(candidate.DueAsCompared(step.MinimumDaysToComplete));

    private DateOnly? CountsFrom(PeriodCandidate? candidate) =>
        candidate?.CountsFromIfDue(candidate.DueAsCompared(step.MinimumDaysToComplete));

    private PlannedPeriod EditDates(PlannedPeriod period, PlannedPeriod edited, PeriodCandidate? old, PeriodCandidate now)
    {
        var days = step.MinimumDaysToComplete;
        var differs = old is null || old.Comparable(days) != now.Comparable(days);
        if (differs || IsRaised(period, now) || period.DuePlan.From != now.Source.RuleId)
            edited = TakeDue(edited, now).WithYear(now.Year);
        if (differs)
            edited = edited with { DuePlan = edited.DuePlan.WithoutChain() };
        return CountsFrom(old) != CountsFrom(now) ? edited.CountFrom(now.CountsFromIfDue(edited.Due)) : edited;
    }

    /// <summary>Lateness is kept as long as the source is live under which the period fell overdue.</summary>
    private bool KeepsItsDue(PlannedPeriod period) =>
        period is { Status: PeriodStatus.Overdue, Lateness: { } lateness } && live.Contains(lateness.Under);

    private PlannedPeriod TakeDates(PlannedPeriod before, PlannedPeriod period, PeriodCandidate candidate)
    {
        var taken = TakeDue(period, candidate);
        return HasOrderedDates(before) ? taken : taken.CountFrom(EarlierOf(before.CountsFrom, candidate.CountsFromIfDue(taken.Due)));
    }

    private PlannedPeriod TakeDue(PlannedPeriod period, PeriodCandidate candidate) => period.TakeDue(candidate, DueFloor.Of(step));

    private PlannedPeriod Enroll(PlannedPeriod period, PeriodCandidate candidate) =>
        period.EnrollOn(LaterOf(candidate.EnrolledOn(period.Due), step.EligibleFrom));

    private static bool HasOrderedDates(PlannedPeriod period) => period.Order is { GivesDates: true };

    private static bool IsRaised(PlannedPeriod period, PeriodCandidate candidate) =>
        period.Requirement is Requirement.Recommended && candidate.Source.IsRequired;
}
