namespace Enrollment.Contracts;

/// <summary>A visible period became required or recommended (semantics 6, 7).</summary>
public sealed record EnrollmentRequirementChanged : EnrollmentAnnouncement;
