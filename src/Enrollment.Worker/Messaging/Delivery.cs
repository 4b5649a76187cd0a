using System.Text;
using Enrollment.Worker.Intake;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Enrollment.Worker.Messaging;

/// <summary>A message as the broker delivered it. Its properties are a publisher's: whatever is read from them may be absent, of another type, or wrong.</summary>
internal sealed class Delivery
{
    private readonly ReceiveContext _context;

    private Delivery(ReceiveContext context, IReadOnlyBasicProperties properties) => (_context, Properties) = (context, properties);

    public IReadOnlyBasicProperties Properties { get; }

    public byte[] Body => _context.Body.GetBytes();

    /// <summary>The queue it was consumed from.</summary>
    public string Queue => _context.InputAddress.LastSegment();

    /// <summary>The broker's user who published it, where the publisher said so: the broker lets nobody else's name pass.</summary>
    public string? User => Properties.IsUserIdPresent() ? Properties.UserId : null;

    public static Delivery Of(ReceiveContext context) => new(context, context.GetPayload<RabbitMqBasicConsumeContext>().Properties);

    public string? Header(string name) => Properties.Headers?.TryGetValue(name, out var value) == true ? TextOf(value) : null;

    /// <summary>What validation may look at besides the body. As text: an id that is not a GUID is an id all the same.</summary>
    public TransportProperties TransportProperties() => new()
    {
        MessageId = Properties.MessageId,
        Type = Properties.Type,
        ContentType = Properties.ContentType,
        MassTransitTypes = Header("MT-MessageType"),
        HasCloudEventHeaders = Properties.Headers?.Keys.Any(IsOfCloudEvents) == true,
    };

    /// <summary>The text in a header's value; null where it is something else.</summary>
    public static string? TextOf(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        _ => null,
    };

    // The AMQP binding of CloudEvents has both prefixes; some libraries write the one of HTTP.
    private static bool IsOfCloudEvents(string header) =>
        header.StartsWith("cloudEvents:", StringComparison.OrdinalIgnoreCase) || header.StartsWith("cloudEvents_", StringComparison.OrdinalIgnoreCase)
        || header.Equals("ce-specversion", StringComparison.OrdinalIgnoreCase);
}
