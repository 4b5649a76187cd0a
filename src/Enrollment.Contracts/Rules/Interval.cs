using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>A number of calendar units, from 1 unit to about 100 years (semantics 5).</summary>
/// <param name="Count">The number of units: from 1 to 36,500 days, 5,200 weeks, 1,200 months or 100 years.</param>
/// <param name="Unit">The unit.</param>
public sealed record Interval(int Count, IntervalUnit Unit);

/// <summary>The unit of an <see cref="Interval"/>.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<IntervalUnit>))]
public enum IntervalUnit
{
    /// <summary>Calendar days.</summary>
    Days,

    /// <summary>Weeks of seven calendar days.</summary>
    Weeks,

    /// <summary>Calendar months. A day that the month does not have becomes the last day of the month.</summary>
    Months,

    /// <summary>Calendar years. 29 February becomes 28 February in common years.</summary>
    Years,
}

/// <summary>The date from which a custom interval is counted (semantics 5.2).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Anchor>))]
public enum Anchor
{
    /// <summary>The date of the completion.</summary>
    Completion,

    /// <summary>
    /// The due date of the completed period, where it was completed on time; otherwise the date of the completion.
    /// </summary>
    PreviousDue,
}
