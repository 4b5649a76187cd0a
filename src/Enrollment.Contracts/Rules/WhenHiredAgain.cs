using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>What a rule asks of a learner who was hired again after the last period (semantics 11).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<WhenHiredAgain>))]
public enum WhenHiredAgain
{
    /// <summary>Nothing new.</summary>
    Nothing,

    /// <summary>A first period begins again, and no completion from before the hire date counts.</summary>
    Again,
}
