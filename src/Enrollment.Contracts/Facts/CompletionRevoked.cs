namespace Enrollment.Contracts;

/// <summary>
/// The earlier completions of a date are left out, as if they had never come (semantics 10). A later <see cref="ActivityCompleted"/> for
/// the date counts again.
/// </summary>
public sealed record CompletionRevoked : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The activity's id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The date with which the completions were sent, or under which they were recorded.</summary>
    public required DateOnly CompletedOn { get; init; }

    /// <summary>Why, for auditors.</summary>
    public required string Reason { get; init; }

    /// <summary>The id of the person who decided.</summary>
    public required string DecidedBy { get; init; }
}
