namespace Enrollment.Contracts;

/// <summary>A period became visible to the learner.</summary>
public sealed record LearnerEnrolled : EnrollmentAnnouncement
{
    /// <summary>
    /// True where a period that had ended is the current one again: a withdrawn or exempted period that was restored, or a completed one
    /// whose completion was revoked.
    /// </summary>
    public bool Restored { get; init; }
}
