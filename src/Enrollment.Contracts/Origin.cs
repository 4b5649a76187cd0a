using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>Where a change was made, which decides whether it takes effect at once or in the next run (semantics 4).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Origin>))]
public enum Origin
{
    /// <summary>A person made the change in a user interface. A join takes effect at once, everything else in the next run.</summary>
    UserInterface,

    /// <summary>A feed made the change. Everything takes effect in the next run.</summary>
    Integration,
}
