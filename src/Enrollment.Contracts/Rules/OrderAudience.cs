using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>The learners whom an order of retraining concerns (semantics 12).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EntireCompany), "entireCompany")]
[JsonDerivedType(typeof(Groups), "groups")]
[JsonDerivedType(typeof(Users), "users")]
public abstract record OrderAudience
{
    /// <summary>Every learner.</summary>
    public sealed record EntireCompany : OrderAudience;

    /// <summary>Members of at least one of these groups.</summary>
    /// <param name="GroupIds">The ids of the groups, at least one.</param>
    public sealed record Groups(IReadOnlyList<string> GroupIds) : OrderAudience;

    /// <summary>These learners.</summary>
    /// <param name="UserIds">The ids of the learners, from 1 to 1,000.</param>
    public sealed record Users(IReadOnlyList<string> UserIds) : OrderAudience;
}
