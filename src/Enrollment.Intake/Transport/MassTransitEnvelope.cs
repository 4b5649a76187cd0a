using System.Text.Json;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Transport;

/// <summary>
/// What .NET publishers put around a fact. Told from a plain fact by its members, since a content type may be lost or wrong on the way.
/// </summary>
internal static class MassTransitEnvelope
{
    public const string FactMember = "message";

    public static bool Is(ObjectReader body) => body.Has(FactMember) && body.Has("messageType") && !body.Has("occurredAt");

    public static string? MessageId(ObjectReader envelope) =>
        envelope.Element("messageId") is { ValueKind: JsonValueKind.String } id && Soundness.Flaw(id) is null ? id.GetString() : null;
}
