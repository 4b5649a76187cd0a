namespace Enrollment.Contracts;

/// <summary>A visible period resumed after a pause. Its due date may have moved (semantics 7).</summary>
public sealed record EnrollmentResumed : EnrollmentAnnouncement;
