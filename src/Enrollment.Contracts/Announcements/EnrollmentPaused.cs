namespace Enrollment.Contracts;

/// <summary>A visible period is held while the learner is inactive.</summary>
public sealed record EnrollmentPaused : EnrollmentAnnouncement;
