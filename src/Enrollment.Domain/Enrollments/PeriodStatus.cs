namespace Enrollment.Domain.Enrollments;

/// <summary>The status of a period (semantics 9).</summary>
public enum PeriodStatus
{
    /// <summary>Planned, not yet visible.</summary>
    Scheduled,

    /// <summary>Visible and neither late nor completed.</summary>
    Open,

    /// <summary>Required and past its due date.</summary>
    Overdue,

    /// <summary>Completed on or before its due date.</summary>
    Completed,

    /// <summary>Completed after its due date.</summary>
    CompletedLate,

    /// <summary>Satisfied by a completion from before the enrollment.</summary>
    Satisfied,

    /// <summary>Taken over by the next annual period before it was completed.</summary>
    Missed,

    /// <summary>Taken back after it was visible.</summary>
    Withdrawn,

    /// <summary>Taken back before it was visible.</summary>
    Canceled,

    /// <summary>Held while the learner is inactive.</summary>
    Paused,

    /// <summary>Ended because an exemption came into force (semantics 10).</summary>
    Exempted,
}
