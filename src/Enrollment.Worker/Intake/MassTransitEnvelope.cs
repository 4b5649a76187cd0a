using System.Text.Json;

namespace Enrollment.Worker.Intake;

/// <summary>What .NET publishers put around a fact. Told from a plain fact by its members, since a content type may be lost or wrong on the way.</summary>
internal static class MassTransitEnvelope
{
    public const string FactMember = "message";

    public static bool Is(ObjectReader body) => body.Has(FactMember) && body.Has("messageType") && !body.Has("occurredAt");

    /// <summary>Its types as one text, whether the member is a list, as it should be, or a single text.</summary>
    public static string? MessageTypes(ObjectReader envelope) => envelope.Element("messageType") switch
    {
        { ValueKind: JsonValueKind.String } one => Text(one),
        { ValueKind: JsonValueKind.Array } many => string.Join(';', many.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(Text)),
        _ => null,
    };

    private static string? Text(JsonElement text) => Soundness.Flaw(text) is null ? text.GetString() : null;

    public static string? MessageId(ObjectReader envelope) =>
        envelope.Element("messageId") is { ValueKind: JsonValueKind.String } id && Soundness.Flaw(id) is null ? id.GetString() : null;
}
