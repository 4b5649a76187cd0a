namespace Enrollment.Contracts;

/// <summary>A visible period was removed by a back-dated completion; what replaces it, if anything, is announced on its own.</summary>
public sealed record EnrollmentRetracted : EnrollmentAnnouncement;
