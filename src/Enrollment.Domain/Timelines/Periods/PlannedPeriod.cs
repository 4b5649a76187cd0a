using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>A period as the facts replayed so far give it. Each change makes a new one (<see cref="PeriodChanges"/>).</summary>
internal sealed record PlannedPeriod
{
    /// <summary>Plans the candidate's period.</summary>
    /// <param name="candidate">What the governing source gives.</param>
    /// <param name="notBefore">The date that an annual due date may not be before (semantics 7, source regained).</param>
    /// <param name="floor">The floor of the step or completion that plans it.</param>
    /// <param name="live">The sources that are live.</param>
    public PlannedPeriod(PeriodCandidate candidate, DateOnly notBefore, DueFloor floor, ImmutableArray<Source> live)
    {
        Basis = new PeriodBasis(candidate.Origin, candidate.From, candidate.After, notBefore);
        (Governing, Year, IsInitial) = (candidate.Source, candidate.Year, candidate.IsInitial);
        (Status, Sources) = (PeriodStatus.Scheduled, RuleSet.Empty.With(live));
        DuePlan = DuePlan.Of(candidate, floor);
        CountsFrom = candidate.CountsFromIfDue(Due);
        EnrolledOn = candidate.EnrolledOn(Due);
    }

    public PeriodBasis Basis { get; init; }

    public Source Governing { get; init; }

    /// <summary>Every rule that was a source while the period was current.</summary>
    public RuleSet Sources { get; init; }

    public PeriodStatus Status { get; init; }

    public DateOnly EnrolledOn { get; init; }

    public DuePlan DuePlan { get; init; }

    public DateOnly CountsFrom { get; init; }

    /// <summary>The year k that the period has under its governing rule.</summary>
    public int? Year { get; init; }

    /// <summary>A first period whose due date is the rule's initial one.</summary>
    public bool IsInitial { get; init; }

    /// <summary>The governing rule enrolls nobody any more; the period stays as if it had none (semantics 7).</summary>
    public bool WithoutRule { get; init; }

    public Pause? Pause { get; init; }

    /// <summary>An order of retraining that took effect on it (semantics 12).</summary>
    public PeriodOrder? Order { get; init; }

    /// <summary>What it was when it was withdrawn, canceled or exempted.</summary>
    public PeriodEnding? Ending { get; init; }

    public Lateness? Lateness { get; init; }

    /// <summary>Since when the enrollment is marked overdue, where a withdrawal ended this period's lateness (semantics 5.5).</summary>
    public DateOnly? MarkedSince { get; init; }

    public bool WasVisible { get; init; }

    public DateOnly? CompletedOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    public DateOnly? Due => DuePlan.Used;

    public Requirement Requirement => Governing.Terms.Requirement;

    public bool IsScheduled => Status is PeriodStatus.Scheduled;

    public bool IsCurrent => Status is PeriodStatus.Scheduled or PeriodStatus.Open or PeriodStatus.Overdue or PeriodStatus.Paused;

    public bool IsDone => Status is PeriodStatus.Completed or PeriodStatus.CompletedLate or PeriodStatus.Satisfied;

    /// <summary>Ended so that a source that is regained can bring it back (semantics 7, 10).</summary>
    public bool IsWithdrawn => Status is PeriodStatus.Withdrawn or PeriodStatus.Exempted;

    /// <summary>When the next annual period takes over; null when none will (semantics 5.3).</summary>
    public AnnualTakeOver? NextTakeOver =>
        !WithoutRule && Year is { } k && Governing.Terms.Annual is { } calendar
            ? AnnualTakeOver.After(k, Due ?? DateOnly.MinValue, calendar)
            : null;

    /// <summary>When time alone next changes it.</summary>
    public DateOnly? NextTransition =>
        Status switch
        {
            PeriodStatus.Scheduled => EnrolledOn,
            PeriodStatus.Open when Requirement is Requirement.Required && Due is { } due => due.AddDays(1),
            PeriodStatus.Open or PeriodStatus.Overdue => NextTakeOver?.On,
            _ => null,
        };

    /// <summary>The year k, if the period has one under that rule.</summary>
    public int? YearUnder(RuleId rule) => Governing.RuleId == rule ? Year : null;

    /// <summary>The enrollment's overdue mark after this period, given the mark before it (semantics 5.5, 10).</summary>
    public DateOnly? OverdueMarkAfter(DateOnly? before) =>
        CompletedOn is not null || Status is PeriodStatus.Exempted ? null : before ?? MarkedSince ?? Lateness?.Since;
}
