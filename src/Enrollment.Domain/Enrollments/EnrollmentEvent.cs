namespace Enrollment.Domain.Enrollments;

/// <summary>An event of an enrollment's stream: a fact that was received, or a change of a period that follows from the facts.</summary>
public abstract record EnrollmentEvent
{
    /// <summary>What caused it.</summary>
    public required Cause Cause { get; init; }
}

/// <summary>A fact everything else is computed from. Replaying these alone gives every period.</summary>
public abstract record EnrollmentFact : EnrollmentEvent;

/// <summary>A fact that changes the timeline at its place among the other steps, on its own date.</summary>
public abstract record EnrollmentStep : EnrollmentFact
{
    /// <summary>The business date b: of the run, or on which the message was handled.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Time had passed up to this date before the step. It is earlier than the day before only when nights were missed.</summary>
    public required DateOnly RolledOverTo { get; init; }
}
