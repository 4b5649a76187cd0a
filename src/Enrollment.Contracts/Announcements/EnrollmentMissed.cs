namespace Enrollment.Contracts;

/// <summary>An annual period was not completed before the next one took over (semantics 5.5).</summary>
public sealed record EnrollmentMissed : EnrollmentAnnouncement;
