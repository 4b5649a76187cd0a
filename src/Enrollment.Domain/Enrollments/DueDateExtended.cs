namespace Enrollment.Domain.Enrollments;

/// <summary>The current period is due no earlier than a date, whatever is computed for it later (semantics 10).</summary>
public sealed record DueDateExtended : EnrollmentStep
{
    /// <summary>The date.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>When the message says it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who decided.</summary>
    public required string DecidedBy { get; init; }
}
