using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>How often an obligation comes back.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(OneTime), "oneTime")]
[JsonDerivedType(typeof(Annual), "annual")]
[JsonDerivedType(typeof(Custom), "custom")]
public abstract record Recurrence
{
    /// <summary>Once.</summary>
    public sealed record OneTime : Recurrence;

    /// <summary>Each year on the rule's month and day; with a minimum gap, never sooner than that after a completion.</summary>
    public sealed record Annual([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Interval? MinimumGap = null)
        : Recurrence;

    /// <summary>Every so often, counted from the completion or from the previous due date.</summary>
    public sealed record Custom(Interval Every, Anchor Anchor = Anchor.Completion) : Recurrence;
}
