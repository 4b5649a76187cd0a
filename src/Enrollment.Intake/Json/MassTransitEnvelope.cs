using System.Text.Json;

namespace Enrollment.Intake.Json;

/// <summary>
/// The envelope that publishers with MassTransit use. It is recognized by its members, because a content type may be missing or wrong.
/// </summary>
internal static class MassTransitEnvelope
{
    public const string FactMember = "message";

    public static bool Is(JsonObjectReader body) => body.Has(FactMember) && body.Has("messageType") && !body.Has("occurredAt");

    public static string? MessageId(JsonObjectReader envelope) =>
        envelope.Element("messageId") is { ValueKind: JsonValueKind.String } id && JsonText.Flaw(id) is null ? id.GetString() : null;
}
