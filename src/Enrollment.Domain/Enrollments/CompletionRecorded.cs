using System.Text.Json.Serialization;
using Enrollment.Domain.Learners;

namespace Enrollment.Domain.Enrollments;

/// <summary>The learner completed the activity, or another one whose completions a rule counts for it.</summary>
public sealed record CompletionRecorded : EnrollmentFact
{
    /// <summary>The date it counts from (semantics 5.3).</summary>
    public required DateOnly CompletedOn { get; init; }

    /// <summary>The business date on which the message was handled.</summary>
    public required DateOnly HandledOn { get; init; }

    /// <summary>When the message says it happened; null in events of earlier versions.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>What became of it when it was recorded: which period it counted for, or why for none.</summary>
    public required string Outcome { get; init; }

    /// <summary>The date with which it was sent, where that is not the date it counts from (semantics 2).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? SentFor { get; init; }

    /// <summary>The other activity that was completed; null for the enrollment's own (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ActivityId? Of { get; init; }

    /// <summary>Orders whose due date comes about by this late completion: it has the floor of the day of handling (5.3).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValueList<OrderId>? OrdersFromHandling { get; init; }

    /// <summary>The organization's setting, where orders have a floor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int MinimumDaysToComplete { get; init; }

    internal Stamp Stamp => new(OccurredAt ?? DateTimeOffset.MinValue, Cause.MessageId ?? "");
}
