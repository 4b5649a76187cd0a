namespace Enrollment.Contracts;

/// <summary>A period became visible to the learner.</summary>
public sealed record LearnerEnrolled : EnrollmentAnnouncement
{
    /// <summary>True when a period that had been withdrawn came back.</summary>
    public bool Restored { get; init; }
}
