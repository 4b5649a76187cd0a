namespace Enrollment.Domain.Learners;

/// <summary>
/// When a fact began to hold. Of two facts the later one wins. At the same instant the ordinally larger message id wins (semantics 2).
/// </summary>
public sealed record Stamp(DateTimeOffset OccurredAt, string MessageId)
{
    /// <summary>Whether this fact replaces one with the other stamp.</summary>
    public bool Supersedes(Stamp? other) =>
        other is null
        || OccurredAt > other.OccurredAt
        || (OccurredAt == other.OccurredAt && string.CompareOrdinal(MessageId, other.MessageId) > 0);
}

/// <summary>A value and the fact that set it.</summary>
public sealed record Stamped<T>(T Value, Stamp At);
