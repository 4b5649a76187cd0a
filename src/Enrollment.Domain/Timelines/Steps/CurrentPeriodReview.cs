using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Timelines;
using Enrollment.Domain.Timelines.Periods;

namespace Enrollment.Domain.Timelines.Steps;

/// <summary>What the sources give for the current period once a step changed them (semantics 6).</summary>
internal sealed class CurrentPeriodReview
{
    /// <summary>Asks the sources, those that leave in this step included.</summary>
    public CurrentPeriodReview(PlannedPeriod period, SourceChange change, SourcesJudged step)
    {
        var governing = new GoverningSource(change.Meanwhile, step);
        Before = period;
        Period = period.WithSources(change.Meanwhile.Live);
        Candidate = governing.StrictestFor(period);
        IsGivenNothing = Candidate is null && (!period.WithoutRule || HasAudienceAgain(period, step));
        if (Candidate is null)
            return;
        OldVersion = OldVersionOf(Candidate.Source, period, change.Before);
        if (OldVersion is null)
            Period = governing.Follow(Period, Candidate);
    }

    /// <summary>The period before the step.</summary>
    public PlannedPeriod Before { get; }

    /// <summary>The period under the source that governs it now. An edit of that source's rule is not applied yet.</summary>
    public PlannedPeriod Period { get; }

    /// <summary>What the strictest source gives; null when no source gives anything.</summary>
    public PeriodCandidate? Candidate { get; }

    /// <summary>The governing source before an edit of its rule, with the e it has now; null where it was not edited.</summary>
    public Source? OldVersion { get; }

    /// <summary>No source gives anything for the period: those that are left count as gone.</summary>
    public bool IsGivenNothing { get; }

    /// <summary>The period stayed open without a rule, and its rule enrolls somebody again (semantics 7).</summary>
    public static bool HasAudienceAgain(PlannedPeriod period, SourcesJudged step) =>
        period.WithoutRule
        && !step.NotAutoEnrolling.Contains(period.Governing.RuleId)
        && step.Withdrawing?.Contains(period.Governing.RuleId) != true;

    private static Source? OldVersionOf(Source now, PlannedPeriod period, LiveSources before)
    {
        if (now.RuleId != period.Governing.RuleId)
            return null;
        var old = before.Find(now.RuleId) ?? (period.WithoutRule ? period.Governing : now);
        return old.AsksTheSameAs(now) ? null : old with { EligibleFrom = now.EligibleFrom };
    }
}
