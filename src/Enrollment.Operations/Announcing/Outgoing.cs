using System.Text.Encodings.Web;
using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Queries.Announcements;
using RabbitMQ.Client;

namespace Enrollment.Operations.Announcing;

/// <summary>An announcement as it is sent to the broker.</summary>
/// <param name="Position">The number of the event it announces.</param>
/// <param name="Exchange">The exchange of its type; empty if it is sent directly to a queue.</param>
public sealed record Outgoing(long Position, string Exchange, BasicProperties Properties, byte[] Body)
{
    private static readonly JsonSerializerOptions Json = new(ContractJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The queue to which it is sent directly; empty for all bound queues.</summary>
    public string RoutingKey { get; private init; } = "";

    /// <summary>The contract's JSON without an envelope, so that an LMS in any language can read it.</summary>
    public static Outgoing Of(Announcement announcement)
    {
        var type = announcement.Message.GetType();
        var properties = new BasicProperties
        {
            MessageId = announcement.Id.ToString(),
            Type = type.Name,
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(announcement.Message, type, Json);
        return new Outgoing(announcement.Position, ExchangeOf(type), properties, body);
    }

    /// <summary>The same message, directly to one queue.</summary>
    public Outgoing To(string queue) => this with { Exchange = "", RoutingKey = queue };

    /// <summary>The name that the bus gives to the exchange of this type.</summary>
    public static string ExchangeOf(Type type) => $"{type.Namespace}:{type.Name}";
}
