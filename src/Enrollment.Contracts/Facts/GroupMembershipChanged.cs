using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>A person joined or left groups. A message with one group in both lists is refused (semantics 2).</summary>
public sealed record GroupMembershipChanged : Fact
{
    /// <summary>The learner's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The ids of the groups joined; may be empty.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];

    /// <summary>The ids of the groups left; may be empty. Leaving takes effect in the next run.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>Whether the joins take effect at once or in the next run (semantics 4).</summary>
    public required Origin Origin { get; init; }

    /// <summary>The later date from whose nightly instant on the fact holds; null for since it occurred (semantics 13).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? EffectiveOn { get; init; }
}
