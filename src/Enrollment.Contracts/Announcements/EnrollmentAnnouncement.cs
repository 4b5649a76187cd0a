namespace Enrollment.Contracts;

/// <summary>
/// What every outgoing message about an enrollment carries: the whole period as it stands after the change, so that an LMS can follow from
/// the
/// messages alone. Delivered at least once; drop a message whose <see cref="StreamVersion"/> is not larger than the last one applied for
/// the period.
/// </summary>
public abstract record EnrollmentAnnouncement
{
    /// <summary>The same on every delivery of the same announcement.</summary>
    public Guid MessageId { get; init; }

    /// <summary>When the change was committed.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The date from which the change holds.</summary>
    public DateOnly EffectiveOn { get; init; }

    /// <summary>The activity.</summary>
    public string ActivityId { get; init; } = "";

    /// <summary>The learner.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Stable and never used again: the enrollment, and the number of the period, which grows.</summary>
    public string PeriodId { get; init; } = "";

    /// <summary>Position of the change in the enrollment's stream; grows with every change of the enrollment.</summary>
    public long StreamVersion { get; init; }

    /// <summary>Where the period stands after the change.</summary>
    public PeriodStatus Status { get; init; }

    /// <summary>Whether it is owed or offered.</summary>
    public Requirement Requirement { get; init; }

    /// <summary>The day the period becomes, or became, visible.</summary>
    public DateOnly EnrolledOn { get; init; }

    /// <summary>The last day on which a completion is on time; null for none.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The first date whose completions count for the period.</summary>
    public DateOnly CountsFrom { get; init; }

    /// <summary>Since when the enrollment is marked overdue, whatever its current period is; null when it is not (semantics 5.5).</summary>
    public DateOnly? OverdueSince { get; init; }

    /// <summary>The rule the enrollment follows.</summary>
    public string RuleId { get; init; } = "";

    /// <summary>The version of that rule.</summary>
    public int RuleVersion { get; init; }

    /// <summary>The rule's reason text.</summary>
    public string? Reason { get; init; }
}
