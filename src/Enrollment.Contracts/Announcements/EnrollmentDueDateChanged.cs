namespace Enrollment.Contracts;

/// <summary>The due date of a visible period moved (semantics 6, 7).</summary>
public sealed record EnrollmentDueDateChanged : EnrollmentAnnouncement
{
    /// <summary>The due date before the change; null for none.</summary>
    public DateOnly? PreviousDue { get; init; }
}
