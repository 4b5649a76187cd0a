namespace Enrollment.Contracts;

/// <summary>A visible period became required or recommended.</summary>
public sealed record EnrollmentRequirementChanged : EnrollmentAnnouncement;
