namespace Enrollment.Storage.DeadLetters;

/// <summary>
/// A message that was refused, failed, could not be delivered or contradicts the record, kept for operators; may hold personal data in its
/// body, so it is bounded and erasable.
/// </summary>
public sealed record DeadLetter
{
    /// <summary>From the message itself, so that a repeated delivery is the same row.</summary>
    public required Guid Id { get; init; }

    public required DeadLetterKind Kind { get; init; }

    /// <summary>The queue it was meant for.</summary>
    public required string Queue { get; init; }

    public string? MessageType { get; init; }

    public string? MessageId { get; init; }

    /// <summary>Whom it is about, if that can be read.</summary>
    public string? LearnerId { get; init; }

    /// <summary>The broker's user who published it, where the message carries one. The broker vouches for it.</summary>
    public string? Sender { get; init; }

    /// <summary>The program that published it, by its own account.</summary>
    public string? Application { get; init; }

    /// <summary>Whose share of the table the row takes: the sender's, or the queue's where no sender is known.</summary>
    public string Source => Sender ?? Queue;

    public required string Reason { get; init; }

    public IReadOnlyList<DeadLetterProblem> Problems { get; init; } = [];

    /// <summary>The content type it came with; needed to send it again.</summary>
    public string? ContentType { get; init; }

    public required DeadLetterBody Body { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
