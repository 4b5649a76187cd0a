using System.Text.Json.Serialization;

namespace Enrollment.Domain.Rules;

/// <summary>How often the obligation comes back.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(OneTime), "oneTime")]
[JsonDerivedType(typeof(Annual), "annual")]
[JsonDerivedType(typeof(Custom), "custom")]
public abstract record Recurrence
{
    /// <summary>Once.</summary>
    public sealed record OneTime : Recurrence;

    /// <summary>Each year, ending on the rule's month and day.</summary>
    public sealed record Annual(Interval? MinimumGap = null) : Recurrence;

    /// <summary>At an interval, counted from the completion or from the previous due date.</summary>
    public sealed record Custom(Interval Every, bool FromPreviousDue = false) : Recurrence;
}
