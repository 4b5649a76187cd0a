namespace Enrollment.Contracts;

/// <summary>A visible period goes on after a pause; its due date may have moved.</summary>
public sealed record EnrollmentResumed : EnrollmentAnnouncement;
