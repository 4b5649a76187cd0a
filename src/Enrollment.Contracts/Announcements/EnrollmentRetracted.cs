namespace Enrollment.Contracts;

/// <summary>
/// A completion that came late or was revoked removed a visible period (semantics 5.3, 10). What replaces the period, if anything, is
/// announced separately.
/// </summary>
public sealed record EnrollmentRetracted : EnrollmentAnnouncement;
