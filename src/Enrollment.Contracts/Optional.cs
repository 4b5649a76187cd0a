using System.Text.Json;
using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>
/// A member of <see cref="UserUpdated"/> that may be absent (the attribute is unchanged), null (it is cleared) or a value (semantics 2).
/// </summary>
/// <typeparam name="T">The type of the value, nullable.</typeparam>
/// <param name="Value">The value; null where it is cleared or absent.</param>
[JsonConverter(typeof(OptionalConverterFactory))]
public readonly record struct Optional<T>(T Value)
{
    /// <summary>Whether the message has the member.</summary>
    public bool IsSet { get; } = true;

    /// <summary>A member with this value.</summary>
    public static implicit operator Optional<T>(T value) => new(value);
}

/// <summary>
/// Reads and writes <see cref="Optional{T}"/>. A property of that type also needs <c>JsonIgnore(WhenWritingDefault)</c>, so that an
/// absent member stays absent.
/// </summary>
public sealed class OptionalConverterFactory : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert is { IsGenericType: true } && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Optional<T>>
    {
        public override bool HandleNull => true;

        public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
