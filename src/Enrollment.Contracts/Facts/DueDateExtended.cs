namespace Enrollment.Contracts;

/// <summary>A learner's current period is due no earlier than a date, whatever is computed for it later (semantics 10).</summary>
public sealed record DueDateExtended : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The activity's id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The earliest due date that the current period can have.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>Why, for auditors.</summary>
    public required string Reason { get; init; }

    /// <summary>The id of the person who decided.</summary>
    public required string DecidedBy { get; init; }
}
