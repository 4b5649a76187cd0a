namespace Enrollment.Contracts;

/// <summary>A required period was not completed by its due date.</summary>
public sealed record EnrollmentOverdue : EnrollmentAnnouncement;
