using System.Text;
using System.Text.RegularExpressions;
using Enrollment.Intake.Transport;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Enrollment.Worker.Transport;

/// <summary>
/// A message as the broker delivered it. Its properties come from a publisher, so each may be missing, of another type, or wrong.
/// </summary>
internal sealed partial class Delivery
{
    private const int MaxHeaderDepth = 4;

    private readonly ReceiveContext _context;

    private Delivery(ReceiveContext context, IReadOnlyBasicProperties properties) => (_context, Properties) = (context, properties);

    public IReadOnlyBasicProperties Properties { get; }

    public byte[] Body => _context.Body.GetBytes();

    /// <summary>The queue that it was consumed from.</summary>
    public string Queue => QueueOf(_context);

    /// <summary>The broker's user who published it, if the publisher named it. The broker refuses the names of other users.</summary>
    public string? User => Properties.IsUserIdPresent() ? Properties.UserId : null;

    public static Delivery Of(ReceiveContext context) => new(context, context.GetPayload<RabbitMqBasicConsumeContext>().Properties);

    public static string QueueOf(ReceiveContext context) => Uri.UnescapeDataString(context.InputAddress.Segments[^1]);

    public string? Header(string name) => Properties.Headers?.TryGetValue(name, out var value) == true ? TextOf(value) : null;

    /// <summary>The properties that validation reads besides the body. Ids are text, because an id need not be a GUID.</summary>
    public TransportProperties TransportProperties() => TransportProperties(Properties);

    public static TransportProperties TransportProperties(IReadOnlyBasicProperties properties) =>
        new()
        {
            MessageId = properties.MessageId,
            Type = properties.Type,
            ContentType = properties.ContentType,
            MassTransitTypes = Texts(properties, "MT-MessageType"),
            HasCloudEventHeaders = properties.Headers?.Keys.Any(CloudEventHeader().IsMatch) == true,
        };

    /// <summary>The text of a header's value; null if the value is not text.</summary>
    public static string? TextOf(object? value) =>
        value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string text => text,
            _ => null,
        };

    // Publishers other than MassTransit, and bridges, may change the case of the name and the type of the value.
    private static string? Texts(IReadOnlyBasicProperties properties, string name)
    {
        var values = properties.Headers?.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray() ?? [];
        return values.Length == 0 ? null : string.Join(';', values.SelectMany(header => TextsIn(header.Value, MaxHeaderDepth)));
    }

    private static IEnumerable<string> TextsIn(object? value, int depth) =>
        value switch
        {
            _ when depth == 0 => [],
            IDictionary<string, object?> table => table.SelectMany(entry => TextsIn(entry.Value, depth - 1).Prepend(entry.Key)),
            IList<object?> list => list.SelectMany(item => TextsIn(item, depth - 1)),
            _ => TextOf(value) is { } text ? [text] : [],
        };

    // The bindings of AMQP, HTTP and Kafka have different prefixes. Libraries mix them, and some write none.
    [GeneratedRegex("^(ce|cloudevents?)[-_:]|specversion$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CloudEventHeader();
}
