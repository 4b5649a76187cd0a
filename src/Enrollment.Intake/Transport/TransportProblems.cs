using System.Text.Json;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Transport;

/// <summary>Finds properties that contradict the queue. A name that is no message of the contract is ignored.</summary>
internal static class TransportProblems
{
    public const string CloudEvent =
        "is a CloudEvent, which is not taken; send the fact itself as the body, with its own messageId and occurredAt";

    private const char Undecodable = '\uFFFD';

    public static IEnumerable<Problem> In(TransportProperties transport, string factType)
    {
        if (transport.MessageId?.Contains(Undecodable, StringComparison.Ordinal) == true)
            yield return new Problem("$properties.message_id", "is not UTF-8; expected an id as UTF-8 text");
        foreach (var problem in Named("$properties.type", transport.Type, factType))
            yield return problem;
        foreach (var problem in Named("$headers['MT-MessageType']", transport.MassTransitTypes, factType))
            yield return problem;
    }

    public static bool IsCloudEvent(TransportProperties transport) =>
        transport.HasCloudEventHeaders
        || transport.ContentType?.TrimStart().StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// Checks the type that the body names: in an envelope, or in a CloudEvent with the members of the fact beside its own.
    /// </summary>
    public static IEnumerable<Problem> InBody(JsonObjectReader body, string factType)
    {
        var types = Named("$.messageType", TextsOf(body.Element("messageType")), factType);
        if (body.Has("specversion"))
            types = types.Concat(Named("$.type", TextsOf(body.Element("type")), factType));
        if (body.Has("cloudEventsVersion"))
            types = types.Concat(Named("$.eventType", TextsOf(body.Element("eventType")), factType));
        return types;
    }

    /// <summary>In structured mode the fact is the member data. The second member is of version 0.1.</summary>
    public static bool IsCloudEvent(JsonObjectReader body) =>
        (body.Has("specversion") || body.Has("cloudEventsVersion")) && !body.Has("occurredAt");

    public static bool IsBatchOfCloudEvents(JsonElement body) =>
        body.ValueKind == JsonValueKind.Array
        && body.GetArrayLength() > 0
        && body[0].ValueKind == JsonValueKind.Object
        && IsCloudEvent(new JsonObjectReader(body[0], JsonPath.Fact, new ProblemList()));

    // A list, as in an envelope, or a single text.
    private static string? TextsOf(JsonElement? member) =>
        member switch
        {
            { ValueKind: JsonValueKind.String } one => TextOf(one),
            { ValueKind: JsonValueKind.Array } many => string.Join(';', many.EnumerateArray().Select(TextOf)),
            _ => null,
        };

    private static string? TextOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && JsonText.Flaw(item) is null ? item.GetString() : null;

    /// <summary>A problem if the text names messages of the contract, but not this one.</summary>
    private static IEnumerable<Problem> Named(string path, string? text, string factType)
    {
        var named = MessageTypeNames.In(text);
        if (named.Count > 0 && !named.Contains(factType))
            yield return new Problem(path, $"says {string.Join(", ", named.Order(StringComparer.Ordinal))}; this queue takes {factType}");
    }
}
