namespace Enrollment.Contracts;

/// <summary>
/// A back-dated completion removed a visible period (semantics 5.3). What replaces the period, if anything, is announced separately.
/// </summary>
public sealed record EnrollmentRetracted : EnrollmentAnnouncement;
