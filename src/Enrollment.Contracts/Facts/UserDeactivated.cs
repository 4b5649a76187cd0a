using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>A person is no longer active. In the next run the person's current periods pause (semantics 7, row 1).</summary>
public sealed record UserDeactivated : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The later date from whose nightly instant on the fact holds; null for since it occurred (semantics 13).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? EffectiveOn { get; init; }
}
