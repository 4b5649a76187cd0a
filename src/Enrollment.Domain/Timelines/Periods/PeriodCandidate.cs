using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>The period that a source gives (semantics 5.1, 5.2, 5.5), before the floor.</summary>
internal sealed record PeriodCandidate(Source Source, PeriodOrigin Origin, DateOnly From, DateOnly? Due, DateOnly CountsFrom)
{
    /// <summary>The year k of the anchor, for annual rules.</summary>
    public int? Year { get; init; }

    /// <summary>The chain that the due date continues.</summary>
    public DueChain? Chain { get; init; }

    /// <summary>The due date that sources are compared by, where it differs: never before the source's own e (semantics 6).</summary>
    public DateOnly? ComparedBy { get; init; }

    /// <summary>A first period whose due date is the rule's initial one.</summary>
    public bool IsInitial { get; init; }

    /// <summary>Visible from the date it is planned from, whatever N is.</summary>
    public bool VisibleAtOnce { get; init; }

    private DateOnly Comparable => ComparedBy ?? Due ?? DateOnly.MaxValue;

    /// <summary>Required before recommended, then the earliest due date, then the smaller rule id (semantics 6).</summary>
    public static PeriodCandidate? Strictest(IEnumerable<PeriodCandidate?> candidates)
    {
        PeriodCandidate? strictest = null;
        foreach (var candidate in candidates)
            if (candidate is not null && (strictest is null || candidate.IsStricterThan(strictest)))
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

    private bool IsStricterThan(PeriodCandidate other)
    {
        if (Source.IsRequired != other.Source.IsRequired)
            return Source.IsRequired;
        if (Comparable != other.Comparable)
            return Comparable < other.Comparable;
        return string.CompareOrdinal(Source.RuleId.Value, other.Source.RuleId.Value) < 0;
    }
}
