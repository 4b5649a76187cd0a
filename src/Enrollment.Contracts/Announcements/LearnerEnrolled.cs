namespace Enrollment.Contracts;

/// <summary>A period became visible to the learner.</summary>
public sealed record LearnerEnrolled : EnrollmentAnnouncement
{
    /// <summary>True when a period that had ended, most often withdrawn, is current again.</summary>
    public bool Restored { get; init; }
}
