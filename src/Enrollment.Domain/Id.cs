using System.Text.Json;
using System.Text.Json.Serialization;

namespace Enrollment.Domain;

/// <summary>The id of a person who can be enrolled, as publishers write it.</summary>
[JsonConverter(typeof(IdConverter<LearnerId>))]
public readonly record struct LearnerId(string Value) : IId<LearnerId>
{
    /// <inheritdoc/>
    public static LearnerId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The id of something to complete.</summary>
[JsonConverter(typeof(IdConverter<ActivityId>))]
public readonly record struct ActivityId(string Value) : IId<ActivityId>
{
    /// <inheritdoc/>
    public static ActivityId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The id of an auto-enrollment rule, the same in all its versions.</summary>
[JsonConverter(typeof(IdConverter<RuleId>))]
public readonly record struct RuleId(string Value) : IId<RuleId>
{
    /// <inheritdoc/>
    public static RuleId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The id of a group of learners.</summary>
[JsonConverter(typeof(IdConverter<GroupId>))]
public readonly record struct GroupId(string Value) : IId<GroupId>
{
    /// <inheritdoc/>
    public static GroupId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The id of an exemption. It belongs to one learner and activity.</summary>
[JsonConverter(typeof(IdConverter<ExemptionId>))]
public readonly record struct ExemptionId(string Value) : IId<ExemptionId>
{
    /// <inheritdoc/>
    public static ExemptionId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The id of an order of retraining.</summary>
[JsonConverter(typeof(IdConverter<OrderId>))]
public readonly record struct OrderId(string Value) : IId<OrderId>
{
    /// <inheritdoc/>
    public static OrderId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What all ids share: a text, compared ordinally.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The text.</summary>
    string Value { get; }

    /// <summary>The id with this text.</summary>
    static abstract TSelf From(string value);
}

/// <summary>Ids are plain strings in JSON.</summary>
public sealed class IdConverter<T> : JsonConverter<T>
    where T : struct, IId<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.From(reader.GetString() ?? throw new JsonException("An id is a string."));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.From(reader.GetString()!);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
