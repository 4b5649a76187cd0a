using System.Text.Encodings.Web;
using System.Text.Json;
using RabbitMQ.Client;

namespace Enrollment.Worker.Publishing;

/// <summary>An announcement as it goes to the broker.</summary>
internal sealed record Outgoing(string Exchange, BasicProperties Properties, byte[] Body)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The contract's JSON and nothing around it: an LMS in any language reads it.</summary>
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
        return new Outgoing(ExchangeOf(type), properties, JsonSerializer.SerializeToUtf8Bytes(announcement.Message, type, Json));
    }

    /// <summary>As the bus would name it.</summary>
    public static string ExchangeOf(Type type) => $"{type.Namespace}:{type.Name}";
}
