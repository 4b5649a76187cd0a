using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>The date from which <see cref="Due.Within"/> is counted (semantics 11).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DueFrom>))]
public enum DueFrom
{
    /// <summary>The eligibility date.</summary>
    Eligibility,

    /// <summary>The hire date; the eligibility date where the hire date is not known.</summary>
    HireDate,
}
