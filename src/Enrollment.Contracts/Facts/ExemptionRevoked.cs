namespace Enrollment.Contracts;

/// <summary>An exemption no longer holds (semantics 10). In the next run rules are sources again.</summary>
public sealed record ExemptionRevoked : Fact
{
    /// <summary>The exemption's id.</summary>
    public required string ExemptionId { get; init; }

    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The activity's id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Why, for auditors.</summary>
    public required string Reason { get; init; }

    /// <summary>The id of the person who decided.</summary>
    public required string DecidedBy { get; init; }
}
