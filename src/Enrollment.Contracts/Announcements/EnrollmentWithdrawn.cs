namespace Enrollment.Contracts;

/// <summary>A visible period was withdrawn, because no rule matches the learner any more (semantics 7).</summary>
public sealed record EnrollmentWithdrawn : EnrollmentAnnouncement;
