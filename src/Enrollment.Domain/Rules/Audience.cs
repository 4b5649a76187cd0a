using System.Text.Json.Serialization;

namespace Enrollment.Domain.Rules;

/// <summary>Who a rule enrolls.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(None), "none")]
[JsonDerivedType(typeof(EntireCompany), "entireCompany")]
[JsonDerivedType(typeof(Groups), "groups")]
public abstract record Audience
{
    /// <summary>The groups whose members do not match; null for none (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValueList<GroupId>? Except { get; init; }

    /// <summary>Do not auto enroll.</summary>
    public sealed record None : Audience;

    /// <summary>Every active learner.</summary>
    public sealed record EntireCompany : Audience;

    /// <summary>Members of at least one of these groups.</summary>
    public sealed record Groups(IReadOnlyList<GroupId> Ids) : Audience;
}
