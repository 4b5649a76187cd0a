namespace Enrollment.Contracts;

/// <summary>A required period was not completed by its due date (semantics 5.5).</summary>
public sealed record EnrollmentOverdue : EnrollmentAnnouncement;
