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
    public static PeriodCandidate? StrictestFor(PlannedPeriod period, IEnumerable<Source> sources) =>
        PeriodCandidate.Strictest(sources.Select(source => DueDateCalculator.For(period.Basis, source)));

    public PeriodCandidate? StrictestFor(PlannedPeriod period) => StrictestFor(period, live.Live);

    /// <summary>The candidate's source becomes, or stays, the governing one.</summary>
    public PlannedPeriod Follow(PlannedPeriod period, PeriodCandidate candidate)
    {
        if (candidate.Source.RuleId != period.Governing.RuleId)
            return Switch(period, candidate);
        return period.DuePlan.From != candidate.Source.RuleId && !KeepsItsDue(period) ? TakeDue(period, candidate) : period;
    }

    /// <summary>
    /// Where the new version of the governing rule gives something else than the old one did, that replaces it (semantics 7).
    /// </summary>
    /// <param name="period">The current period.</param>
    /// <param name="old">What the old version gives from the same inputs.</param>
    /// <param name="now">What the new version gives.</param>
    public PlannedPeriod Edit(PlannedPeriod period, PeriodCandidate? old, PeriodCandidate now)
    {
        var raised = period.Requirement is Requirement.Recommended && now.Source.IsRequired;
        var replacesDue = raised || old?.Due != now.Due || period.DuePlan.From != now.Source.RuleId;
        var edited = period.Follow(now).WithYear(old?.Year == now.Year ? period.Year ?? now.Year : now.Year);
        if (replacesDue && !KeepsItsDue(period))
            edited = TakeDue(edited, now);
        if (old?.CountsFrom != now.CountsFrom)
            edited = edited.CountFrom(now.CountsFrom);
        return edited.IsScheduled && old?.EnrolledOn(old.Due) != now.EnrolledOn(now.Due) ? Enroll(edited, now) : edited;
    }

    private PlannedPeriod Switch(PlannedPeriod period, PeriodCandidate candidate)
    {
        var switched = period.Follow(candidate);
        if (!KeepsItsDue(period))
            switched = TakeDue(switched, candidate);
        return switched.IsScheduled ? Enroll(switched, candidate) : switched;
    }

    /// <summary>Lateness is kept as long as the source is live under which the period fell overdue.</summary>
    private bool KeepsItsDue(PlannedPeriod period) =>
        period is { Status: PeriodStatus.Overdue, Lateness: { } lateness } && live.Contains(lateness.Under);

    private PlannedPeriod TakeDue(PlannedPeriod period, PeriodCandidate candidate) => period.TakeDue(candidate, DueFloor.Of(step));

    private PlannedPeriod Enroll(PlannedPeriod period, PeriodCandidate candidate) =>
        period.EnrollOn(LaterOf(candidate.EnrolledOn(period.Due), step.EligibleFrom));
}
