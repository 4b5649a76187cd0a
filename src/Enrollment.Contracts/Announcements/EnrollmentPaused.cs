namespace Enrollment.Contracts;

/// <summary>A visible period paused, because the learner is no longer active (semantics 7).</summary>
public sealed record EnrollmentPaused : EnrollmentAnnouncement;
