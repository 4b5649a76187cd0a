using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>
/// A person exists and becomes a learner. The message removes no membership, and a member that is absent or null leaves the attribute
/// unchanged (semantics 2).
/// </summary>
public sealed record UserCreated : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The person's name. Personal data: kept in one erasable document, never in a stream.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The person's email address. Personal data: kept in one erasable document, never in a stream.</summary>
    public string? Email { get; init; }

    /// <summary>The date of hire; null where it is not known.</summary>
    public DateOnly? HiredOn { get; init; }

    /// <summary>
    /// Whether rules match the person (semantics 3, matching); null says nothing. A person of whom nobody said otherwise is active.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Active { get; init; }

    /// <summary>The ids of the groups that the person joins; may be empty.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether the joins take effect at once or in the next run (semantics 4).</summary>
    public required Origin Origin { get; init; }

    /// <summary>
    /// The later date from whose nightly instant on the fact holds, its hire date aside; null for since it occurred (semantics 13).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? EffectiveOn { get; init; }
}
