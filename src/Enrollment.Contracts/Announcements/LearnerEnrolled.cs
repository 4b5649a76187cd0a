namespace Enrollment.Contracts;

/// <summary>A period became visible to the learner.</summary>
public sealed record LearnerEnrolled : EnrollmentAnnouncement
{
    /// <summary>True where a period that had ended, most often as withdrawn, is the current one again.</summary>
    public bool Restored { get; init; }
}
