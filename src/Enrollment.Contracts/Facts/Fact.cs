namespace Enrollment.Contracts;

/// <summary>
/// The members of every incoming message. A message may arrive twice, late and in any order (semantics 2). An id is text of 1 to 200
/// visible characters, without a space at either end; other text has at most 2,000 characters.
/// </summary>
public abstract record Fact
{
    /// <summary>
    /// The publisher's own id of this message, the same when the message is sent again. Of two facts of one instant the ordinally larger
    /// id wins (semantics 2). Where it is absent or empty, the transport's message id is used.
    /// </summary>
    public string MessageId { get; init; } = "";

    /// <summary>
    /// The instant since which the fact holds, with offset, at most five minutes ahead of the receiver's clock. The latest instant wins,
    /// whatever arrives last (semantics 2). Its calendar date in the organization's time zone is its business date.
    /// </summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
