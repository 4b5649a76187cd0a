using System.Text.Json.Serialization;

namespace Enrollment.Domain.Rules;

/// <summary>What completions from before the enrollment count for (semantics 5.4); honored when a rule does not say.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Honor), "honor")]
[JsonDerivedType(typeof(Ignore), "ignore")]
[JsonDerivedType(typeof(LookBackDays), "lookBackDays")]
public abstract record PriorCompletions
{
    /// <summary>They count where they still hold.</summary>
    public sealed record Honor : PriorCompletions;

    /// <summary>None counts.</summary>
    public sealed record Ignore : PriorCompletions;

    /// <summary>As honored, but only those of the last so many days.</summary>
    public sealed record LookBackDays(int Days) : PriorCompletions;
}
