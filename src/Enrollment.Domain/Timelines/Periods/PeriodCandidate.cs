using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>The period that a source gives (semantics 5.1, 5.2, 5.5), before the floor.</summary>
internal sealed record PeriodCandidate(Source Source, PeriodOrigin Origin, DateOnly From, DateOnly? Due, DateOnly CountsFrom)
{
    /// <summary>The completed period it follows, or from which the rules of that period give a first one (semantics 6).</summary>
    public PlannedPeriod? After { get; init; }

    /// <summary>The year k of the anchor, for annual rules.</summary>
    public int? Year { get; init; }

    /// <summary>The chain that the due date continues.</summary>
    public DueChain? Chain { get; init; }

    /// <summary>A first period whose due date is the rule's initial one.</summary>
    public bool IsInitial { get; init; }

    /// <summary>Visible from the date it is planned from, whatever N is.</summary>
    public bool VisibleAtOnce { get; init; }

    /// <summary>The due date by which sources are compared: one before the source's own e is not the earliest (semantics 6).</summary>
    public DateOnly Comparable(int minimumDays) => DueAsCompared(minimumDays) ?? DateOnly.MaxValue;

    /// <summary>The same date; null where there is none.</summary>
    public DateOnly? DueAsCompared(int minimumDays) => Due < Source.EligibleFrom ? Source.EligibleFrom.AddDays(minimumDays) : Due;

    /// <summary>Required before recommended, then the earliest due date, then the smaller rule id (semantics 6).</summary>
    public static PeriodCandidate? Strictest(IEnumerable<PeriodCandidate?> candidates, int minimumDays)
    {
        PeriodCandidate? strictest = null;
        foreach (var candidate in candidates)
            if (candidate is not null && (strictest is null || candidate.IsStricterThan(strictest, minimumDays)))
                strictest = candidate;
        return strictest;
    }

    /// <summary>The day the period becomes visible if it is due on the given date. Never before the source's e.</summary>
    public DateOnly EnrolledOn(DateOnly? due)
    {
        var planned =
            !VisibleAtOnce && due is { } date && Source.Terms.DaysBeforeDue is { } days ? LaterOf(date.AddDays(-days), From) : From;
        return LaterOf(planned, Source.EligibleFrom);
    }

    /// <summary>The first date whose completions count if the period is due on the given date (semantics 5.2).</summary>
    public DateOnly CountsFromIfDue(DateOnly? due) =>
        Origin is PeriodOrigin.Completion && due is { } date && Source.Terms.DaysBeforeDue is { } days
            ? LaterOf(date.AddDays(-days), From.AddDays(1))
            : CountsFrom;

    private bool IsStricterThan(PeriodCandidate other, int minimumDays)
    {
        if (Source.IsRequired != other.Source.IsRequired)
            return Source.IsRequired;
        var (one, two) = (Comparable(minimumDays), other.Comparable(minimumDays));
        return one != two ? one < two : string.CompareOrdinal(Source.RuleId.Value, other.Source.RuleId.Value) < 0;
    }
}
