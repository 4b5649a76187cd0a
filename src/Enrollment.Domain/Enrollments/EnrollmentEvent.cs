namespace Enrollment.Domain.Enrollments;

/// <summary>An event of an enrollment's stream: a fact that was received, or a change of a period that follows from the facts.</summary>
public abstract record EnrollmentEvent
{
    /// <summary>What caused it.</summary>
    public required Cause Cause { get; init; }
}

/// <summary>A fact everything else is computed from. Replaying these alone gives every period.</summary>
public abstract record EnrollmentFact : EnrollmentEvent;
