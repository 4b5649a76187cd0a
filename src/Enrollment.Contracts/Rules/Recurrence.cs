using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>Whether and when a next period follows a completed one (semantics 5.2).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(OneTime), "oneTime")]
[JsonDerivedType(typeof(Annual), "annual")]
[JsonDerivedType(typeof(Custom), "custom")]
public abstract record Recurrence
{
    /// <summary>The enrollment has one period.</summary>
    public sealed record OneTime : Recurrence;

    /// <summary>A period ends each year on the rule's <see cref="Due.EachYearOn"/>.</summary>
    /// <param name="MinimumGap">
    /// The shortest time from a completion to the next due date; null for half a year, or for the time that
    /// <see cref="AutoEnrollmentRuleSaved.EnrolledOnDaysBeforeDue"/> gives.
    /// </param>
    public sealed record Annual([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Interval? MinimumGap = null)
        : Recurrence;

    /// <summary>The next period is due an interval after the completion or after the previous due date.</summary>
    /// <param name="Every">The interval.</param>
    /// <param name="Anchor">The date from which it is counted.</param>
    public sealed record Custom(Interval Every, Anchor Anchor = Anchor.Completion) : Recurrence;
}
