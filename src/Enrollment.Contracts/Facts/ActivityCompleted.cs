namespace Enrollment.Contracts;

/// <summary>
/// A person completed an activity. Takes effect at once, and counts on <see cref="CompletedOn"/>, whenever the message arrives
/// (semantics 5.3).
/// </summary>
public sealed record ActivityCompleted : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The activity's id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>
    /// The date of the completion in the organization's time zone. The day after the business date of <see cref="Fact.OccurredAt"/>
    /// counts as that business date; a later one is refused.
    /// </summary>
    public required DateOnly CompletedOn { get; init; }
}
