using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using static Enrollment.Domain.Calendar.DateOrder;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>A period as the facts replayed so far give it. Each change makes a new one.</summary>
internal sealed record PlannedPeriod
{
    /// <summary>Plans the candidate's period.</summary>
    /// <param name="candidate">What the governing source gives.</param>
    /// <param name="after">The completed period it follows.</param>
    /// <param name="notBefore">The date that its due date may not be before (semantics 7, source regained).</param>
    /// <param name="floor">The floor of the step or completion that plans it.</param>
    /// <param name="live">The sources that are live.</param>
    public PlannedPeriod(PeriodCandidate candidate, PlannedPeriod? after, DateOnly notBefore, DueFloor floor, ImmutableArray<Source> live)
    {
        Basis = new PeriodBasis(candidate.Origin, candidate.From, after, notBefore);
        (Governing, Year, IsInitial) = (candidate.Source, candidate.Year, candidate.IsInitial);
        (Status, CountsFrom, Sources) = (PeriodStatus.Scheduled, candidate.CountsFrom, RuleSet.Empty.With(live));
        DuePlan = DuePlan.Of(candidate, pausedDays: 0, floor);
        EnrolledOn = candidate.EnrolledOn(Due);
    }

    public PeriodBasis Basis { get; }

    public Source Governing { get; private init; }

    /// <summary>Every rule that was a source while the period was current.</summary>
    public RuleSet Sources { get; private init; }

    public PeriodStatus Status { get; private init; }

    public DateOnly EnrolledOn { get; private init; }

    public DuePlan DuePlan { get; private init; }

    public DateOnly CountsFrom { get; private init; }

    /// <summary>The year k that the period has under its governing rule.</summary>
    public int? Year { get; private init; }

    /// <summary>A first period whose due date is the rule's initial one.</summary>
    public bool IsInitial { get; private init; }

    /// <summary>The governing rule enrolls nobody any more; the period stays as if it had none (semantics 7).</summary>
    public bool WithoutRule { get; private init; }

    public Pause? Pause { get; private init; }

    /// <summary>The days by which pauses moved the due date.</summary>
    public int PausedDays { get; private init; }

    public Lateness? Lateness { get; private init; }

    public bool WasVisible { get; private init; }

    public DateOnly? CompletedOn { get; private init; }

    public DateOnly? EndedOn { get; private init; }

    public DateOnly? Due => DuePlan.Date;

    public Requirement Requirement => Governing.Terms.Requirement;

    public bool IsScheduled => Status is PeriodStatus.Scheduled;

    public bool IsCurrent => Status is PeriodStatus.Scheduled or PeriodStatus.Open or PeriodStatus.Overdue or PeriodStatus.Paused;

    public bool IsDone => Status is PeriodStatus.Completed or PeriodStatus.CompletedLate or PeriodStatus.Satisfied;

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

    /// <summary>The enrollment's overdue mark after this period, given the mark before it (semantics 5.5).</summary>
    public DateOnly? OverdueMarkAfter(DateOnly? before) => CompletedOn is not null ? null : before ?? Lateness?.Since;

    public PlannedPeriod WithSources(ImmutableArray<Source> live) => this with { Sources = Sources.With(live) };

    public PlannedPeriod Open() => this with { Status = PeriodStatus.Open, WasVisible = true };

    public PlannedPeriod BecomeOverdue() =>
        this with
        {
            Status = PeriodStatus.Overdue,
            Lateness = new Lateness(Due!.Value.AddDays(1), Governing.RuleId),
        };

    /// <summary>Open and not late, whatever it was.</summary>
    public PlannedPeriod Reopen() => this with { Status = PeriodStatus.Open, Lateness = null };

    public PlannedPeriod PauseFrom(DateOnly deactivation) =>
        this with
        {
            Status = PeriodStatus.Paused,
            Pause = new Pause(deactivation, Status),
        };

    public PlannedPeriod Resume() => this with { Status = Pause!.Value.Status, Pause = null };

    /// <summary>The due date of a visible period moves by the days of the pause (semantics 7).</summary>
    public PlannedPeriod MoveDueByPause(DateOnly until)
    {
        if (Pause is not { HeldScheduled: false } pause || Due is null)
            return this;
        var days = Math.Max(0, until.DayNumber - LaterOf(pause.From, EnrolledOn).DayNumber);
        return this with { PausedDays = PausedDays + days, DuePlan = DuePlan.MovedBy(days) };
    }

    public PlannedPeriod End(PeriodStatus status, DateOnly on) => this with { Status = status, Pause = null, EndedOn = on };

    /// <summary>A period that was not visible yet gets the date of completion as its enrolled-on date (semantics 5.3).</summary>
    public PlannedPeriod Complete(DateOnly on) =>
        this with
        {
            EnrolledOn = WasVisible ? EnrolledOn : on,
            WasVisible = true,
            CompletedOn = on,
            Status = on > Due ? PeriodStatus.CompletedLate : PeriodStatus.Completed,
            Pause = null,
            EndedOn = on,
        };

    /// <summary>A completion from before satisfies the period on its eligibility date (semantics 5.4).</summary>
    public PlannedPeriod Satisfy(DateOnly prior, DateOnly e) =>
        this with
        {
            EnrolledOn = e,
            CompletedOn = prior,
            Status = PeriodStatus.Satisfied,
            EndedOn = e,
        };

    public PlannedPeriod EnrollOn(DateOnly date) => this with { EnrolledOn = date };

    public PlannedPeriod EnrollNotBefore(DateOnly date) => date > EnrolledOn ? this with { EnrolledOn = date } : this;

    public PlannedPeriod CountFrom(DateOnly date) => this with { CountsFrom = date };

    /// <summary>The candidate's source governs; the due date stays.</summary>
    public PlannedPeriod Follow(PeriodCandidate candidate)
    {
        var followed = this with { Governing = candidate.Source, Year = candidate.Year, IsInitial = candidate.IsInitial };
        return followed is { Status: PeriodStatus.Overdue, Governing.IsRequired: false } ? followed.Reopen() : followed;
    }

    /// <summary>Due by the candidate; overdue no longer.</summary>
    public PlannedPeriod TakeDue(PeriodCandidate candidate, DueFloor floor)
    {
        var due = this with { DuePlan = DuePlan.Of(candidate, PausedDays, floor) };
        return Status is PeriodStatus.Overdue ? due.Reopen() : due;
    }

    public PlannedPeriod ApplyFloor(DueFloor floor) => this with { DuePlan = DuePlan.With(floor) };

    public PlannedPeriod WithYear(int? year) => this with { Year = year };

    /// <summary>The governing rule enrolls nobody any more.</summary>
    public PlannedPeriod LoseRule() => this with { WithoutRule = true };

    public PlannedPeriod RegainRule() => this with { WithoutRule = false };

    /// <summary>A withdrawn period is current again, under the regained source. Its due date is kept.</summary>
    public PlannedPeriod Restore(Source source, int? year, ImmutableArray<Source> live) =>
        this with
        {
            Governing = source,
            Year = year,
            DuePlan = DuePlan with { From = source.RuleId },
            WithoutRule = false,
            EndedOn = null,
            Lateness = null,
            Status = WasVisible ? PeriodStatus.Open : PeriodStatus.Scheduled,
            Sources = Sources.With(live),
        };
}
