using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>When a rollover reminds learners of a visible period (semantics 11).</summary>
public sealed record Reminders
{
    /// <summary>So many days before the due date each; may be empty.</summary>
    public IReadOnlyList<int> DaysBeforeDue { get; init; } = [];

    /// <summary>Every so many days after the due date; null for never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OverdueEveryDays { get; init; }
}
