using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>The period a source would give (semantics 5.1, 5.2, 5.5), before the floor.</summary>
internal sealed record PeriodCandidate(Source Source, PeriodOrigin Origin, DateOnly From, DateOnly? Due, DateOnly CountsFrom)
{
    /// <summary>The year k of the anchor, for annual rules.</summary>
    public int? Year { get; init; }

    /// <summary>Where the due date continues a chain of due dates.</summary>
    public DueChain? Chain { get; init; }

    /// <summary>
    /// The due date sources are compared by, where it is not the one given: never before the source's own e (semantics 6).
    /// </summary>
    public DateOnly? ComparedBy { get; init; }

    /// <summary>A first period whose due date is the rule's initial one.</summary>
    public bool IsInitial { get; init; }

    /// <summary>Visible from the date it is planned from, whatever N says.</summary>
    public bool VisibleAtOnce { get; init; }

    /// <summary>Required before recommended, then the earliest due date, then the smaller rule id (semantics 6).</summary>
    public static PeriodCandidate? Strictest(IEnumerable<PeriodCandidate> offers) =>
        offers
            .OrderBy(offer => offer.Source.Terms.Requirement)
            .ThenBy(offer => offer.ComparedBy ?? offer.Due ?? DateOnly.MaxValue)
            .ThenBy(offer => offer.Source.RuleId.Value, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>The day the period becomes visible when it is due then; never before the source's e.</summary>
    public DateOnly EnrolledOn(DateOnly? due)
    {
        var planned = !VisibleAtOnce && due is { } date && Source.Terms.DaysBeforeDue is { } days ? date.AddDays(-days).Or(From) : From;
        return planned.Or(Source.EligibleFrom);
    }
}

/// <summary>
/// Due dates counted from one anchor: the last due date that was not itself counted this way, and what was added since,
/// so that a clamped day (28 February) does not stick (semantics 5.2).
/// </summary>
internal sealed record DueChain(DateOnly Anchor, int Months, int Days)
{
    public DateOnly Due => Anchor.AddMonths(Months).AddDays(Days);

    public DueChain Plus(Interval interval) => this with { Months = Months + interval.Months, Days = Days + interval.Days };
}

internal static class Dates
{
    /// <summary>The later of the two.</summary>
    public static DateOnly Or(this DateOnly date, DateOnly other) => date > other ? date : other;

    /// <summary>The earlier of the two.</summary>
    public static DateOnly OrEarlier(this DateOnly date, DateOnly other) => date < other ? date : other;
}
