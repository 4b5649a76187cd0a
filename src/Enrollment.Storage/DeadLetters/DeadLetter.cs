namespace Enrollment.Storage.DeadLetters;

/// <summary>
/// A message that was refused, failed, could not be delivered or contradicts the record, kept for operators. Its body may contain personal
/// data, so its age is limited and it can be erased.
/// </summary>
public sealed record DeadLetter
{
    /// <summary>Derived from the message, so that a repeated delivery gives the same row.</summary>
    public required Guid Id { get; init; }

    public required DeadLetterKind Kind { get; init; }

    /// <summary>The queue to which it was sent.</summary>
    public required string Queue { get; init; }

    public string? MessageType { get; init; }

    public string? MessageId { get; init; }

    /// <summary>The learner that it concerns, if that can be read.</summary>
    public string? LearnerId { get; init; }

    /// <summary>The broker's user who published it, if the message names one. The broker verified it.</summary>
    public string? Sender { get; init; }

    /// <summary>The program that published it, as it calls itself.</summary>
    public string? Application { get; init; }

    /// <summary>The source whose share of the table the row uses: the sender, or the queue if the sender is unknown.</summary>
    public string Source => Sender ?? Queue;

    public required string Reason { get; init; }

    public IReadOnlyList<DeadLetterProblem> Problems { get; init; } = [];

    /// <summary>Its content type, which is needed to send it again.</summary>
    public string? ContentType { get; init; }

    public required DeadLetterBody Body { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
