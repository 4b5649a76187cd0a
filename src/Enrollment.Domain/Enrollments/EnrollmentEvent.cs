namespace Enrollment.Domain.Enrollments;

/// <summary>An event of an enrollment's stream: either a fact that came in or a change of a period that followed from the facts.</summary>
public abstract record EnrollmentEvent
{
    /// <summary>What brought it about.</summary>
    public required Cause Cause { get; init; }
}

/// <summary>A fact everything else is computed from. Replaying these alone gives every period.</summary>
public abstract record EnrollmentFact : EnrollmentEvent;
