using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Enrollments;

/// <summary>One cycle of the obligation, with everything an auditor or an LMS needs to know of it (semantics 8).</summary>
public sealed record Period
{
    /// <summary>Stable within the enrollment and never used again.</summary>
    public int Number { get; init; }

    /// <summary>The status.</summary>
    public required PeriodStatus Status { get; init; }

    /// <summary>Owed or offered.</summary>
    public required Requirement Requirement { get; init; }

    /// <summary>The day it becomes, or became, visible.</summary>
    public required DateOnly EnrolledOn { get; init; }

    /// <summary>The last day on which a completion is on time; null for none.</summary>
    public required DateOnly? Due { get; init; }

    /// <summary>The first date whose completions count for it.</summary>
    public required DateOnly CountsFrom { get; init; }

    /// <summary>The governing rule.</summary>
    public required RuleId RuleId { get; init; }

    /// <summary>The version of that rule which gave the dates.</summary>
    public required int RuleVersion { get; init; }

    /// <summary>The rule's reason text.</summary>
    public string? Reason { get; init; }

    /// <summary>The groups through which the rule matched; null for the entire company.</summary>
    public ValueList<GroupId>? Groups { get; init; }

    /// <summary>Whether the learner has ever seen it.</summary>
    public bool Visible { get; init; }

    /// <summary>The rule's eligibility date e: the date since which it is a source.</summary>
    public required DateOnly EligibleFrom { get; init; }

    /// <summary>What it was planned from.</summary>
    public required PeriodOrigin Origin { get; init; }

    /// <summary>The date it was planned from: e, c or t.</summary>
    public required DateOnly PlannedFrom { get; init; }

    /// <summary>The year k of its anchor, for annual periods.</summary>
    public int? AnchorYear { get; init; }

    /// <summary>N of the rule, where set.</summary>
    public int? DaysBeforeDue { get; init; }

    /// <summary>Days by which pauses moved the due date.</summary>
    public int PausedDays { get; init; }

    /// <summary>The earliest date that it can be due, by an extension (semantics 10).</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ExtendedTo { get; init; }

    /// <summary>The order of retraining that gave its due date, or can only make it earlier (semantics 12).</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public OrderId? OrderId { get; init; }

    /// <summary>True while its rule no longer auto-enrolls. The period stays, but none follows it (semantics 7).</summary>
    public bool WithoutRule { get; init; }

    /// <summary>The day it became overdue. It is kept when the period is missed or completed late.</summary>
    public DateOnly? OverdueSince { get; init; }

    /// <summary>
    /// The date since which the enrollment is marked overdue, as of this period: from the first missed day until a completion is credited.
    /// The mark is separate from the status of the periods (semantics 5.5).
    /// </summary>
    public DateOnly? EnrollmentOverdueSince { get; init; }

    /// <summary>The completion credited to it.</summary>
    public DateOnly? CompletedOn { get; init; }

    /// <summary>The date on which it ended, for whatever reason.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>The date on which time alone next changes it; null when there is none.</summary>
    public DateOnly? NextTransitionOn { get; init; }

    /// <summary>Scheduled, open, overdue or paused.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsCurrent => Status is PeriodStatus.Scheduled or PeriodStatus.Open or PeriodStatus.Overdue or PeriodStatus.Paused;
}
