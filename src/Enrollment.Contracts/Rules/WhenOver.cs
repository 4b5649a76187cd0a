using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>What becomes of open periods when a rule's audience becomes none or its last day has passed (semantics 11).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<WhenOver>))]
public enum WhenOver
{
    /// <summary>They stay as if they had no rule (semantics 7).</summary>
    Keep,

    /// <summary>The rule is lost as a source.</summary>
    Withdraw,
}
