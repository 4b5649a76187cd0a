using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>The learners whom a rule enrolls (semantics 3, matching).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(None), "none")]
[JsonDerivedType(typeof(EntireCompany), "entireCompany")]
[JsonDerivedType(typeof(Groups), "groups")]
public abstract record Audience
{
    /// <summary>Nobody: the rule does not enroll, and enrollments that follow it lose it as their source (semantics 7, row 16).</summary>
    public sealed record None : Audience;

    /// <summary>Every active learner.</summary>
    public sealed record EntireCompany : Audience
    {
        /// <summary>The ids of groups whose members do not match; null for none (semantics 11).</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<string>? ExceptGroupIds { get; init; }
    }

    /// <summary>Active learners who are members of at least one of these groups.</summary>
    /// <param name="GroupIds">The ids of the groups, at least one.</param>
    public sealed record Groups(IReadOnlyList<string> GroupIds) : Audience
    {
        /// <summary>The ids of groups whose members do not match; null for none (semantics 11).</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<string>? ExceptGroupIds { get; init; }
    }
}
