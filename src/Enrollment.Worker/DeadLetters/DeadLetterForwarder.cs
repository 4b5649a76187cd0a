using System.Globalization;
using Enrollment.Operations.Broker;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.Transport;
using MassTransit;
using RabbitMQ.Client;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// Forwards a received message to a dead-letter queue. The broker confirms it before the original is acknowledged. It has its own
/// connection, so that a refused message cannot close the channel of a consumer, and a timeout.
/// </summary>
/// <remarks>Replaces MassTransit's error and skipped transports. They keep every header and <c>user_id</c>, and the broker then refuses
/// each move.</remarks>
internal sealed class DeadLetterForwarder(EnrollmentOptions options, ILogger<DeadLetterForwarder> log) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // After a failed forward the message is delivered again. The pause prevents that it reaches the delivery limit in a moment.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly QueuePublisher _publisher = new(options.RabbitMq, "enrollment dead letters");

    public async Task ForwardAsync(ReceiveContext context, string toQueue, IEnumerable<KeyValuePair<string, string>> added)
    {
        var delivery = Delivery.Of(context);
        using var timeout = Timeouts.Start(Timeout, context.CancellationToken);
        try
        {
            await _publisher.PublishAsync(toQueue, PropertiesOf(delivery, added), BodyOf(delivery), timeout.Token);
        }
        catch (Exception exception)
        {
            log.LogWarning(
                exception,
                "A message of {Queue} could not be forwarded to {DeadLetterQueue}; it stays in its queue",
                delivery.Queue,
                toQueue
            );
            await Task.Delay(PauseAfterFailure, CancellationToken.None);
            throw new MessageKeptException($"It could not be forwarded to {toQueue}; the message stays in its queue.", exception);
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
            // The broker checks it. The reader of the dead-letter queue trusts the other headers only with this user.
            UserId = _publisher.User,
            Headers = HeadersOf(delivery, added),
        };

    private static Dictionary<string, object?> HeadersOf(Delivery delivery, IEnumerable<KeyValuePair<string, string>> added)
    {
        var headers = new Dictionary<string, object?>();
        foreach (var name in DeadLetterHeaders.Carried)
            if (delivery.Header(name) is { Length: <= DeadLetterHeaders.MaxCarriedLength } text)
                headers[name] = text;
        foreach (var (name, value) in added)
            headers[name] = value;
        if (delivery.User is { } user)
            headers[DeadLetterHeaders.UserId] = user;
        if (delivery.Body.Length > DeadLetterBody.MaxBytes)
            headers[DeadLetterHeaders.BodyLength] = delivery.Body.Length.ToString(CultureInfo.InvariantCulture);
        return headers;
    }

    // No more than the table keeps.
    private static ReadOnlyMemory<byte> BodyOf(Delivery delivery) =>
        delivery.Body.AsMemory(0, Math.Min(delivery.Body.Length, DeadLetterBody.MaxBytes));
}
