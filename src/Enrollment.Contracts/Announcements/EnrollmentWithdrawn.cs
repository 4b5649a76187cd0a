namespace Enrollment.Contracts;

/// <summary>A visible period was taken back because no rule matches any more.</summary>
public sealed record EnrollmentWithdrawn : EnrollmentAnnouncement;
