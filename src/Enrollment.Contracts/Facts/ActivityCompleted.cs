namespace Enrollment.Contracts;

/// <summary>A person completed an activity. Judged by <see cref="CompletedOn"/>, never by when it arrives (semantics 5.3).</summary>
public sealed record ActivityCompleted : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The activity's id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Calendar date of the completion; not after the business date of <see cref="Fact.OccurredAt"/>.</summary>
    public required DateOnly CompletedOn { get; init; }
}
