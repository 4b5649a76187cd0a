namespace Enrollment.Contracts;

/// <summary>
/// Something else about a visible period changed: its rule, the rule's version or reason, its enrolled-on or counts-from date; or the
/// period is no longer overdue, because an edit made it recommended (semantics 7, 12).
/// </summary>
public sealed record EnrollmentRevised : EnrollmentAnnouncement;
