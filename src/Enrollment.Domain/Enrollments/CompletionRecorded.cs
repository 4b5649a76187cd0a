namespace Enrollment.Domain.Enrollments;

/// <summary>The learner completed the activity.</summary>
public sealed record CompletionRecorded : EnrollmentFact
{
    /// <summary>The date it counts from (semantics 5.3).</summary>
    public required DateOnly CompletedOn { get; init; }

    /// <summary>The business date on which the message was handled.</summary>
    public required DateOnly HandledOn { get; init; }

    /// <summary>When the message says it happened; null in events of earlier versions.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>What became of it when it was recorded: which period it counted for, or why for none.</summary>
    public required string Outcome { get; init; }
}
