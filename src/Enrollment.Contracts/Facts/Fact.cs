namespace Enrollment.Contracts;

/// <summary>What every incoming message carries. Messages may arrive twice, late and in any order (semantics 2).</summary>
public abstract record Fact
{
    /// <summary>
    /// The publisher's own id of this message, 1 to 200 characters; breaks ties between facts of one instant. Where the body has none, the
    /// transport's message id serves.
    /// </summary>
    public string MessageId { get; init; } = "";

    /// <summary>The instant at which the fact began to hold, with offset; at most five minutes ahead of the receiver's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
