using System.Text.Json;

namespace Enrollment.Intake.Json;

/// <summary>
/// What .NET publishers put around a fact. Told from a plain fact by its members, since a content type may be lost or wrong on the way.
/// </summary>
internal static class MassTransitEnvelope
{
    public const string FactMember = "message";

    public static bool Is(JsonObjectReader body) => body.Has(FactMember) && body.Has("messageType") && !body.Has("occurredAt");

    public static string? MessageId(JsonObjectReader envelope) =>
        envelope.Element("messageId") is { ValueKind: JsonValueKind.String } id && JsonText.Flaw(id) is null ? id.GetString() : null;
}
