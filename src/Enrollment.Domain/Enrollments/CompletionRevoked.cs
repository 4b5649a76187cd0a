using System.Text.Json.Serialization;
using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Enrollments;

/// <summary>The earlier completions of a date are left out from then on, as if they had never come (semantics 10).</summary>
public sealed record CompletionRevoked : EnrollmentStep
{
    /// <summary>The date with which they were sent, or under which they were recorded.</summary>
    public required DateOnly CompletedOn { get; init; }

    /// <summary>When the message says it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who decided.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>The other activity whose completion it was; null for the enrollment's own (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ActivityId? Of { get; init; }

    /// <summary>Whether it left out any completion that was known.</summary>
    public required bool LeftOut { get; init; }

    /// <summary>
    /// The first date under which a completion that it left out was recorded; null where that is <see cref="CompletedOn"/> (semantics 2).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? CountedOn { get; init; }

    /// <summary>Whether a period was current before it.</summary>
    public bool HadCurrent { get; init; }

    /// <summary>When that period was due.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>The organization's setting (semantics 5, floor).</summary>
    public required int MinimumDaysToComplete { get; init; }

    internal Stamp Stamp => new(OccurredAt, Cause.MessageId ?? "");
}
