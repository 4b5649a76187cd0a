namespace Enrollment.Contracts;

/// <summary>
/// A reminder: a period is still overdue, so many days after its due date as its rule states (semantics 11). The period did not change.
/// <see cref="EnrollmentAnnouncement.EffectiveOn"/> is the date of the reminder.
/// </summary>
public sealed record EnrollmentStillOverdue : EnrollmentAnnouncement;
