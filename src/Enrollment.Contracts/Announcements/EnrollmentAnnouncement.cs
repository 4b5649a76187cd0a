namespace Enrollment.Contracts;

/// <summary>
/// The members of every outgoing message about an enrollment: the whole period as it stands after the change. Messages are delivered at
/// least once. A reader ignores a message whose <see cref="StreamVersion"/> is not larger than the last one that it applied for the
/// period. Dates are calendar dates in the organization's time zone.
/// </summary>
public abstract record EnrollmentAnnouncement
{
    /// <summary>The id of the announcement, the same on every delivery.</summary>
    public Guid MessageId { get; init; }

    /// <summary>The instant at which the change was committed, by the database's clock, with offset.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>
    /// The date since which the change holds. After missed nights it is earlier than <see cref="RecordedAt"/> (semantics 4).
    /// </summary>
    public DateOnly EffectiveOn { get; init; }

    /// <summary>The activity's id. Activity and learner together identify the enrollment.</summary>
    public string ActivityId { get; init; } = "";

    /// <summary>The learner's id.</summary>
    public string UserId { get; init; } = "";

    /// <summary>
    /// Identifies the period and is never used again: <c>enrollment/{activity}/{learner}/{number}</c>, where <c>/</c> and <c>%</c> in ids
    /// are percent-encoded and the number grows from period to period.
    /// </summary>
    public string PeriodId { get; init; } = "";

    /// <summary>The position of the change in the enrollment's stream. It grows with every change, not always by one.</summary>
    public long StreamVersion { get; init; }

    /// <summary>The status of the period after the change (semantics 9).</summary>
    public PeriodStatus Status { get; init; }

    /// <summary>Whether the period is required or recommended.</summary>
    public Requirement Requirement { get; init; }

    /// <summary>The date on which the period became visible to the learner.</summary>
    public DateOnly EnrolledOn { get; init; }

    /// <summary>The last day on which a completion is on time; null for none (semantics 5).</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The first date whose completions count for the period (semantics 5.1, 5.2).</summary>
    public DateOnly CountsFrom { get; init; }

    /// <summary>
    /// The date since which the enrollment is marked overdue; null where it is not. The mark outlives a missed period, until a completion
    /// is credited (semantics 5.5).
    /// </summary>
    public DateOnly? OverdueSince { get; init; }

    /// <summary>The id of the rule that the enrollment follows (semantics 6).</summary>
    public string RuleId { get; init; } = "";

    /// <summary>The version of that rule.</summary>
    public int RuleVersion { get; init; }

    /// <summary>The rule's reason text; null for none.</summary>
    public string? Reason { get; init; }
}
