namespace Enrollment.Contracts;

/// <summary>
/// A reminder: the due date of a visible period comes soon, as many days ahead as its rule states (semantics 11). The period did not
/// change. <see cref="EnrollmentAnnouncement.EffectiveOn"/> is the date of the reminder.
/// </summary>
public sealed record EnrollmentDueSoon : EnrollmentAnnouncement;
