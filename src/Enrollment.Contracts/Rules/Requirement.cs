using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>Whether the training is owed or offered.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Requirement>))]
public enum Requirement
{
    /// <summary>Owed: overdue the day after the due date.</summary>
    Required,

    /// <summary>Offered: never overdue.</summary>
    Recommended,
}
