namespace Enrollment.Contracts;

/// <summary>
/// A period was completed, on time or late (semantics 5.3), or satisfied by a completion from before (semantics 5.4).
/// </summary>
public sealed record EnrollmentCompleted : EnrollmentAnnouncement
{
    /// <summary>The calendar date of the completion that was credited.</summary>
    public DateOnly CompletedOn { get; init; }
}
