namespace Enrollment.Contracts;

/// <summary>
/// Something else about a visible period changed: its rule, the rule's version or reason, or the counts-from date; or the period is no
/// longer overdue, because an edit made it recommended (semantics 7).
/// </summary>
public sealed record EnrollmentRevised : EnrollmentAnnouncement;
