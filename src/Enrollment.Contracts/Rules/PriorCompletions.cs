using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>
/// Which completions from before the eligibility date satisfy the first period of an enrollment (semantics 5.4).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Honor), "honor")]
[JsonDerivedType(typeof(Ignore), "ignore")]
[JsonDerivedType(typeof(LookBackDays), "lookBackDays")]
public abstract record PriorCompletions
{
    /// <summary>
    /// Those that still hold: for a one-time rule any; for an annual rule one within the first period; for a custom rule one whose
    /// interval ends after the eligibility date.
    /// </summary>
    public sealed record Honor : PriorCompletions;

    /// <summary>None.</summary>
    public sealed record Ignore : PriorCompletions;

    /// <summary>As <see cref="Honor"/>, but only those not earlier than a number of days before the eligibility date.</summary>
    /// <param name="Days">Calendar days, from 0 to 36,500.</param>
    public sealed record LookBackDays(int Days) : PriorCompletions;
}
