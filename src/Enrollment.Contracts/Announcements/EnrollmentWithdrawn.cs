namespace Enrollment.Contracts;

/// <summary>A visible period was withdrawn, because no rule calls for it any more (semantics 7, 11).</summary>
public sealed record EnrollmentWithdrawn : EnrollmentAnnouncement;
