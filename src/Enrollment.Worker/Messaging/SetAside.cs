using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Enrollment.Worker.Messaging;

/// <summary>Moves a received message to another queue, confirmed by the broker before the original is acknowledged.</summary>
internal static class SetAside
{
    // The broker would also route a message to the queues named in these.
    private static readonly string[] RoutingHeaders = ["CC", "BCC"];

    // A move that fails hands the message out again; the pause keeps a broken broker from using up the delivery limit in a moment.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    public static async Task Move(ReceiveContext context, string toQueue, IEnumerable<KeyValuePair<string, string>> added)
    {
        try
        {
            await context.GetPayload<ChannelContext>()
                .BasicPublishAsync("", toQueue, true, Properties(context, added), context.Body.GetBytes(), true, CancellationToken.None);
        }
        catch (Exception)
        {
            await Task.Delay(PauseAfterFailure, CancellationToken.None);
            throw;
        }
    }

    private static BasicProperties Properties(ReceiveContext context, IEnumerable<KeyValuePair<string, string>> added)
    {
        var original = context.GetPayload<RabbitMqBasicConsumeContext>().Properties;
        var properties = new BasicProperties(original) { Persistent = true, Headers = Headers(original, added) };
        properties.ClearUserId();
        properties.ClearExpiration();
        return properties;
    }

    private static Dictionary<string, object?> Headers(IReadOnlyBasicProperties original, IEnumerable<KeyValuePair<string, string>> added)
    {
        var headers = new Dictionary<string, object?>(original.Headers ?? new Dictionary<string, object?>());
        // Nor may a publisher write what only we say.
        foreach (var name in RoutingHeaders.Concat(SetAsideHeaders.All))
            headers.Remove(name);
        foreach (var (name, value) in added)
            headers[name] = value;
        if (original.IsUserIdPresent())
            headers[SetAsideHeaders.UserId] = original.UserId;
        return headers;
    }
}
