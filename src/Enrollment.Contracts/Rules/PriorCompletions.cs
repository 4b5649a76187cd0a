using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>What completions from before the enrollment count for (semantics 5.4).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Honor), "honor")]
[JsonDerivedType(typeof(Ignore), "ignore")]
[JsonDerivedType(typeof(LookBackDays), "lookBackDays")]
public abstract record PriorCompletions
{
    /// <summary>They count where they still hold.</summary>
    public sealed record Honor : PriorCompletions;

    /// <summary>They count for nothing.</summary>
    public sealed record Ignore : PriorCompletions;

    /// <summary>As <see cref="Honor"/>, but only those of the last so many days (from 0).</summary>
    public sealed record LookBackDays(int Days) : PriorCompletions;
}
