namespace Enrollment.Contracts;

/// <summary>A period was completed, on time or late, or satisfied by a completion from before.</summary>
public sealed record EnrollmentCompleted : EnrollmentAnnouncement
{
    /// <summary>The date of the completion that was credited.</summary>
    public DateOnly CompletedOn { get; init; }
}
