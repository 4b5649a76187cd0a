using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>A period while the timeline is being worked out. Lives only within one replay.</summary>
internal sealed class PlannedPeriod
{
    public required PeriodOrigin Origin { get; init; }

    public required DateOnly PlannedFrom { get; init; }

    /// <summary>The completed period this one follows.</summary>
    public PlannedPeriod? After { get; init; }

    /// <summary>Its dates may not lie before this one (semantics 7, source regained).</summary>
    public required DateOnly NotBefore { get; init; }

    public required Source Governing { get; set; }

    /// <summary>The rule whose terms gave the due date; another than the governing one only while lateness is kept.</summary>
    public RuleId DueFrom { get; set; }

    public PeriodStatus Status { get; set; }

    public Requirement Requirement { get; set; }

    public DateOnly EnrolledOn { get; set; }

    public DateOnly? Due { get; set; }

    public DateOnly CountsFrom { get; set; }

    public int? Year { get; set; }

    public RuleId YearOf { get; set; }

    public DueChain? Chain { get; set; }

    public bool IsInitial { get; set; }

    public bool WithoutRule { get; set; }

    public int PausedDays { get; set; }

    public DateOnly PausedFrom { get; set; }

    /// <summary>What it was when it paused.</summary>
    public PeriodStatus PausedAs { get; set; }

    public bool WasVisible { get; set; }

    /// <summary>The rule it fell overdue under (semantics 6: nothing erases lateness while that is live).</summary>
    public RuleId OverdueUnder { get; set; }

    public DateOnly? OverdueSince { get; set; }

    public DateOnly? CompletedOn { get; set; }

    public DateOnly? EndedOn { get; set; }

    /// <summary>Every rule that was a source while it was current.</summary>
    public HashSet<RuleId> Sources { get; private set; } = [];

    public bool IsCurrent => Status is PeriodStatus.Scheduled or PeriodStatus.Open or PeriodStatus.Overdue or PeriodStatus.Paused;

    public bool IsDone => Status is PeriodStatus.Completed or PeriodStatus.CompletedLate or PeriodStatus.Satisfied;

    /// <summary>The same, to be changed on its own.</summary>
    public PlannedPeriod Copy()
    {
        var copy = (PlannedPeriod)MemberwiseClone();
        copy.Sources = [.. Sources];
        return copy;
    }

    /// <summary>k, if the period has one under that rule.</summary>
    public int? YearUnder(RuleId rule) => YearOf == rule ? Year : null;

    /// <summary>Moves the due date by other means than a chain, so that a later chain starts from it.</summary>
    public void MoveDue(DateOnly? due)
    {
        if (due == Due)
            return;
        Due = due;
        Chain = null;
    }

    /// <summary>Open and not late, whatever it was.</summary>
    public void Reopen()
    {
        Status = PeriodStatus.Open;
        OverdueSince = null;
    }

    public void End(PeriodStatus status, DateOnly on)
    {
        Status = status;
        EndedOn = on;
    }

    /// <summary>When the next annual period takes over, and which; null when none will (semantics 5.3).</summary>
    public (int Year, DateOnly On)? NextTakeOver =>
        !WithoutRule && Year is { } k && Governing.Terms.Annual is { } calendar
            ? NextTakeOverOf(calendar, k, Due ?? DateOnly.MinValue)
            : null;

    public static (int Year, DateOnly On) NextTakeOverOf(AnnualCalendar calendar, int k, DateOnly due)
    {
        var earliest = due.AddDays(1);
        var year = k + 1;
        while (calendar.Anchor(year) < earliest)
            year++;
        return (year, calendar.TakeOver(year).Or(earliest));
    }

    /// <summary>When time alone next changes it.</summary>
    public DateOnly? NextTransition =>
        Status switch
        {
            PeriodStatus.Scheduled => EnrolledOn,
            PeriodStatus.Open when Requirement is Requirement.Required && Due is { } due => due.AddDays(1),
            PeriodStatus.Open or PeriodStatus.Overdue => NextTakeOver?.On,
            _ => null,
        };

    /// <summary>The enrollment's mark once this period follows one that had the given mark.</summary>
    public DateOnly? MarkAfter(DateOnly? before) => CompletedOn is not null ? null : before ?? OverdueSince;

    public Period Snapshot(int number, DateOnly? enrollmentOverdueSince) =>
        new()
        {
            Number = number,
            Status = Status,
            Requirement = Requirement,
            EnrolledOn = EnrolledOn,
            Due = Due,
            CountsFrom = CountsFrom,
            RuleId = Governing.RuleId,
            RuleVersion = Governing.Match.Version,
            Reason = Governing.Match.Reason,
            Groups = Governing.Match.Groups,
            EligibleFrom = Governing.EligibleFrom,
            Origin = Origin,
            PlannedFrom = PlannedFrom,
            AnchorYear = Year,
            DaysBeforeDue = Governing.Terms.DaysBeforeDue,
            PausedDays = PausedDays,
            WithoutRule = WithoutRule,
            Visible = WasVisible,
            OverdueSince = OverdueSince,
            EnrollmentOverdueSince = enrollmentOverdueSince,
            CompletedOn = CompletedOn,
            EndedOn = EndedOn,
            NextTransitionOn = NextTransition,
        };
}
