namespace Enrollment.Contracts;

/// <summary>An annual period was not completed before the next one took over.</summary>
public sealed record EnrollmentMissed : EnrollmentAnnouncement;
