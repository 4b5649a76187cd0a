using System.Globalization;
using Enrollment.Operations.Broker;
using Enrollment.Storage;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.Transport;
using MassTransit;
using RabbitMQ.Client;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Forwards a received message to a dead-letter queue, confirmed by the broker before the original is acknowledged. It has a connection of
/// its own, so that a forward the broker does not take can never close the channel that a queue is consumed on; and a time limit, so that
/// none waits for ever.
/// </summary>
/// <remarks>Stands in for MassTransit's error and skipped transports, which keep every header and <c>user_id</c>; the broker then refuses
/// the move without end.</remarks>
internal sealed class DeadLetterForwarder(EnrollmentOptions options, ILogger<DeadLetterForwarder> log) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // A forward that fails hands the message out again; the pause keeps a broken broker from using up the delivery limit in a moment.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly QueuePublisher _publisher = new(options.RabbitMq, "enrollment dead letters");

    public async Task ForwardAsync(ReceiveContext context, string toQueue, IEnumerable<KeyValuePair<string, string>> added)
    {
        var delivery = Delivery.Of(context);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await _publisher.PublishAsync(toQueue, PropertiesOf(delivery, added), BodyOf(delivery), limit.Token);
        }
        catch (Exception trouble)
        {
            log.LogWarning(
                trouble,
                "A message of {Queue} could not be forwarded to {DeadLetterQueue}; it stays in its queue",
                delivery.Queue,
                toQueue
            );
            await Task.Delay(PauseAfterFailure, CancellationToken.None);
            throw new MessageKeptException($"It could not be forwarded to {toQueue}; the message stays in its queue.", trouble);
        }
    }

    public void Dispose() => _publisher.Dispose();

    private BasicProperties PropertiesOf(Delivery delivery, IEnumerable<KeyValuePair<string, string>> added) =>
        new()
        {
            Persistent = true,
            MessageId = delivery.Properties.MessageId,
            ContentType = delivery.Properties.ContentType,
            ContentEncoding = delivery.Properties.ContentEncoding,
            AppId = delivery.Properties.AppId,
            Type = delivery.Properties.Type,
            // The broker vouches for it: only so the reader of the dead-letter queue believes what else is said here.
            UserId = _publisher.User,
            Headers = HeadersOf(delivery, added),
        };

    private static Dictionary<string, object?> HeadersOf(Delivery delivery, IEnumerable<KeyValuePair<string, string>> added)
    {
        var headers = new Dictionary<string, object?>();
        foreach (var name in DeadLetterHeaders.Carried)
            if (delivery.Header(name) is { Length: <= DeadLetterHeaders.LongestCarried } text)
                headers[name] = text;
        foreach (var (name, value) in added)
            headers[name] = value;
        if (delivery.User is { } user)
            headers[DeadLetterHeaders.UserId] = user;
        if (delivery.Body.Length > DeadLetterBody.MaxBytes)
            headers[DeadLetterHeaders.BodyLength] = delivery.Body.Length.ToString(CultureInfo.InvariantCulture);
        return headers;
    }

    // No more than is kept in the end.
    private static ReadOnlyMemory<byte> BodyOf(Delivery delivery) =>
        delivery.Body.AsMemory(0, Math.Min(delivery.Body.Length, DeadLetterBody.MaxBytes));
}
