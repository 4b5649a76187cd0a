using System.Text.Json.Serialization;

namespace Enrollment.Domain.Enrollments;

/// <summary>What caused an event: a message, or the run of a business date.</summary>
public sealed record Cause(string? MessageId = null, DateOnly? Run = null)
{
    /// <summary>The version of the semantics, where its text alone caused the event in its first run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Semantics { get; init; }

    /// <summary>A message that took effect at once.</summary>
    public static Cause Message(string id) => new(MessageId: id);

    /// <summary>A nightly run.</summary>
    public static Cause RunOf(DateOnly date) => new(Run: date);
}
