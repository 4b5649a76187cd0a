using System.Text.Json.Serialization;

namespace Enrollment.Domain.Learners;

/// <summary>
/// When a fact began to hold. Of two facts the later one wins: by the instant from which it holds, then by the one at which it occurred,
/// then by the ordinally larger message id (semantics 2, 13).
/// </summary>
public sealed record Stamp(DateTimeOffset OccurredAt, string MessageId)
{
    /// <summary>The later instant from which the fact holds; null where it holds since it occurred (semantics 13).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LaterFrom { get; init; }

    /// <summary>The instant from which the fact holds.</summary>
    [JsonIgnore]
    public DateTimeOffset HoldsFrom => LaterFrom ?? OccurredAt;

    /// <summary>Whether this fact replaces one with the other stamp.</summary>
    public bool Supersedes(Stamp? other)
    {
        if (other is null || HoldsFrom != other.HoldsFrom)
            return other is null || HoldsFrom > other.HoldsFrom;
        if (OccurredAt != other.OccurredAt)
            return OccurredAt > other.OccurredAt;
        return string.CompareOrdinal(MessageId, other.MessageId) > 0;
    }
}

/// <summary>A value and the fact that set it.</summary>
public sealed record Stamped<T>(T Value, Stamp At);
