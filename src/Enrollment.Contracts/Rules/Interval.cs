using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>A number (from 1) of calendar units.</summary>
public sealed record Interval(int Count, IntervalUnit Unit);

/// <summary>Calendar units; months and years are calendar months and years.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<IntervalUnit>))]
public enum IntervalUnit
{
    /// <summary>Days.</summary>
    Days,

    /// <summary>Weeks of seven days.</summary>
    Weeks,

    /// <summary>Calendar months.</summary>
    Months,

    /// <summary>Calendar years.</summary>
    Years,
}

/// <summary>What a custom interval is counted from.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Anchor>))]
public enum Anchor
{
    /// <summary>The completion's date.</summary>
    Completion,

    /// <summary>The due date of the period completed on time.</summary>
    PreviousDue,
}
