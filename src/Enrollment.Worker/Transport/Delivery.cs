using System.Text;
using System.Text.RegularExpressions;
using Enrollment.Intake.Transport;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Enrollment.Worker.Transport;

/// <summary>
/// A message as the broker delivered it. Its properties are a publisher's: whatever is read from them may be absent, of another type, or
/// wrong.
/// </summary>
internal sealed partial class Delivery
{
    private const int DeepestHeader = 4;

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

    /// <summary>The text in a header's value; null where it is something else.</summary>
    public static string? TextOf(object? value) =>
        value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string text => text,
            _ => null,
        };

    // Not every publisher writes a header's name and kind as MassTransit does; bridges change both.
    private static string? Texts(IReadOnlyBasicProperties properties, string name)
    {
        var values = properties.Headers?.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray() ?? [];
        return values.Length == 0 ? null : string.Join(';', values.SelectMany(header => TextsIn(header.Value, DeepestHeader)));
    }

    private static IEnumerable<string> TextsIn(object? value, int depth) =>
        value switch
        {
            _ when depth == 0 => [],
            IDictionary<string, object?> table => table.SelectMany(entry => TextsIn(entry.Value, depth - 1).Prepend(entry.Key)),
            IList<object?> list => list.SelectMany(item => TextsIn(item, depth - 1)),
            _ => TextOf(value) is { } text ? [text] : [],
        };

    // The bindings to AMQP, HTTP and Kafka have different prefixes, and libraries mix them; some write none.
    [GeneratedRegex("^(ce|cloudevents?)[-_:]|specversion$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CloudEventHeader();
}
