using Enrollment.Processing.Conflicts;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Processing.DeadLetters;

/// <summary>A message as it was received, for a dead letter.</summary>
public sealed record ReceivedMessage
{
    public required string Queue { get; init; }

    public required string MessageType { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The transport's id.</summary>
    public string? MessageId { get; init; }

    public string? Sender { get; init; }

    public string? Application { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The dead letter of a message that contradicts a recorded one.</summary>
    internal DeadLetter ToConflict(string messageId, string? learner, Conflict conflict, DateTimeOffset now) =>
        new()
        {
            Id = DeadLetterId.Of(DeadLetterKind.Conflict, Queue, messageId, Body),
            Kind = DeadLetterKind.Conflict,
            Queue = Queue,
            MessageType = MessageType,
            MessageId = messageId,
            LearnerId = learner,
            Sender = Sender,
            Application = Application,
            Reason = conflict.ToString(),
            Problems = [new DeadLetterProblem(conflict.Path, "is recorded with other content")],
            ContentType = ContentType,
            Body = DeadLetterBody.Of(Body),
            ReceivedAt = now,
        };
}
