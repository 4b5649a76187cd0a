using System.Text;
using Enrollment.Chaos.Publishing;
using Enrollment.Contracts;
using Enrollment.Storage.DeadLetters;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Faults.Hostile;

/// <summary>Envelopes, content types, properties and ids by which a message is refused: one dead letter each.</summary>
internal sealed class OddBodies(DateTimeOffset now)
{
    private static readonly Action<BasicProperties> Nothing = _ => { };

    private readonly string _at = now.AddHours(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>All of them would reactivate, if anything would.</summary>
    public IEnumerable<HostileMessage> Messages() =>
        [
            Refused(marker => Envelope("[\"urn:message:Enrollment.Contracts:UserDeactivated\"]", marker), Nothing),
            Refused(
                marker => Envelope("\"urn:message:Enrollment.Contracts:UserDeactivated\"", marker),
                properties => properties.ContentType = "application/vnd.masstransit+json"
            ),
            Refused(
                marker =>
                    Envelope("[\"urn:message:Enrollment.Contracts:UserReactivated\"]", marker)
                        .Replace("\"message\"", "\"massage\"", StringComparison.Ordinal),
                Nothing
            ),
            Refused(Fact, properties => properties.Type = "UserDeactivated"),
            Refused(Fact, properties => properties.Type = "user.deactivated.v1"),
            Refused(
                Fact,
                properties =>
                    properties.Headers = new Dictionary<string, object?>
                    {
                        ["MT-MessageType"] = "urn:message:Enrollment.Contracts:UserDeactivated",
                    }
            ),
            Refused(Fact, properties => properties.ContentType = "application/cloudevents+json; charset=utf-8"),
            Refused(Fact, properties => properties.Headers = new Dictionary<string, object?> { ["cloudEvents:specversion"] = "1.0" }),
            Refused(
                marker => $$"""{"specversion":"1.0","type":"UserReactivated","source":"/hr","id":"{{marker}}","data":{{Fact(marker)}}}""",
                Nothing
            ),
            Refused(
                marker =>
                    Fact(marker).Replace($"\"userId\":\"{marker}\"", $"\"userId\":\" \",\"note\":\"{marker}\"", StringComparison.Ordinal),
                Nothing
            ),
            Refused(
                marker => Fact(marker).Replace($"\"userId\":\"{marker}\"", $"\"userId\":\"{marker}\u202Edlrow\"", StringComparison.Ordinal),
                Nothing
            ),
            Refused(
                marker => Fact(marker).Replace($"\"userId\":\"{marker}\"", $"\"userId\":\"{marker}\u200B\"", StringComparison.Ordinal),
                Nothing
            ),
            Refused(
                marker => Fact(marker).Replace("\"messageId\"", "\"id\"", StringComparison.Ordinal),
                properties => properties.MessageId = "\u2028"
            ),
            Refused(marker => $"no JSON {marker}", properties => properties.ContentType = "application/json"),
            Refused(marker => $"[\"{marker}\"]", properties => properties.ContentEncoding = "gzip"),
            HostileMessage.To(
                typeof(UserReactivated),
                DeadLetterKind.Rejected,
                marker => [.. Encoding.UTF8.GetBytes(marker), 0, 0xFF, 0xFE, 0xC0]
            ),
            HostileMessage.To(typeof(StartNightlyRun), DeadLetterKind.Rejected, marker => Encoding.UTF8.GetBytes($"no JSON {marker}")),
            HostileMessage.To(
                typeof(RunNightlyBatch),
                DeadLetterKind.Rejected,
                marker => Encoding.UTF8.GetBytes(Envelope("[\"urn:message:Nobody:Knows\"]", marker)),
                Enveloped
            ),
        ];

    /// <summary>Taken in spite of how they come.</summary>
    public static IEnumerable<Func<Message, OddForm>> Forms { get; } =
    [
        message => new OddForm(Enveloped, Encoding.UTF8.GetBytes(Around(message, "\"messageId\":\"hr-1\","))),
        message => new OddForm(
            Enveloped,
            Encoding.UTF8.GetBytes(Around(message, "\"host\":5,\"headers\":7,\"responseAddress\":\"nowhere\","))
        ),
        message => new OddForm(Enveloped, Encoding.UTF8.GetBytes(message.Body)),
        message => new OddForm(
            properties => properties.ContentType = "text/xml; charset=utf-16",
            Encoding.UTF8.GetBytes(Around(message, ""))
        ),
        message => new OddForm(Nothing, [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(message.Body)]),
        message => new OddForm(
            properties => properties.ContentType = null,
            Encoding.UTF8.GetBytes(message.Body.Replace($"\"messageId\":\"{message.Id}\"", "\"messageId\":\"\"", StringComparison.Ordinal))
        ),
        message => new OddForm(
            properties => (properties.Type, properties.ContentEncoding, properties.Priority) = ("hr.something.v7", "gzip", 9),
            Encoding.UTF8.GetBytes(message.Body)
        ),
        message => new OddForm(properties => properties.Type = message.Type, Encoding.UTF8.GetBytes(message.Body)),
        message => new OddForm(Traced, Encoding.UTF8.GetBytes(message.Body)),
    ];

    private static HostileMessage Refused(Func<string, string> body, Action<BasicProperties> change) =>
        HostileMessage.To(typeof(UserReactivated), DeadLetterKind.Rejected, marker => Encoding.UTF8.GetBytes(body(marker)), change);

    private string Fact(string marker) => $$"""{"messageId":"{{marker}}","occurredAt":"{{_at}}","userId":"{{marker}}"}""";

    private string Envelope(string types, string marker) =>
        $$"""{"messageId":"11111111-1111-1111-1111-111111111111","messageType":{{types}},"message":{{Fact(marker)}}}""";

    private static string Around(Message message, string members) =>
        $$"""{{{members}}"messageType":["urn:message:{{message.Exchange}}"],"message":{{message.Body}}}""";

    private static void Enveloped(BasicProperties properties) => properties.ContentType = "application/vnd.masstransit+json";

    private static void Traced(BasicProperties properties) =>
        properties.Headers = new Dictionary<string, object?>
        {
            ["traceparent"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            ["x-death"] = "forged",
            ["MT-Redelivery-Count"] = "many",
            ["enrollment-problems"] = "not json",
        };
}
