using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>Where a change was made; decides whether it takes effect at once or in the next nightly run (semantics 4).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Origin>))]
public enum Origin
{
    /// <summary>Typed in by a person; a join takes effect at once.</summary>
    UserInterface,

    /// <summary>Came with a feed; everything takes effect in the next run.</summary>
    Integration,
}
