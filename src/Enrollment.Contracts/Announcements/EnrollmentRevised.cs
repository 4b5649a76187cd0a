namespace Enrollment.Contracts;

/// <summary>
/// Something else about a visible period changed: the rule it follows, its version or reason, the counts-from date, or it is no longer
/// overdue because an edit made
/// it recommended.
/// </summary>
public sealed record EnrollmentRevised : EnrollmentAnnouncement;
