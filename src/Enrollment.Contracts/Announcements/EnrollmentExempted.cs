namespace Enrollment.Contracts;

/// <summary>
/// A visible period ended, because an exemption came into force (semantics 10). Where the period is restored after the exemption,
/// <see cref="LearnerEnrolled"/> with <see cref="LearnerEnrolled.Restored"/> announces it.
/// </summary>
public sealed record EnrollmentExempted : EnrollmentAnnouncement;
