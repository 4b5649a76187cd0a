using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>Whether a rule requires an activity or recommends it. Required comes before recommended (semantics 6).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Requirement>))]
public enum Requirement
{
    /// <summary>A period becomes overdue on the day after its due date (semantics 5.5).</summary>
    Required,

    /// <summary>A period never becomes overdue.</summary>
    Recommended,
}
