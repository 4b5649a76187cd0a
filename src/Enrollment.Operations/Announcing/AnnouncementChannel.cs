using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using RabbitMQ.Client;

namespace Enrollment.Operations.Announcing;

/// <summary>
/// Publishes announcements: many at once, in the order in which they were committed; each counts as published when the broker has confirmed
/// it. It uses a channel of its own instead of the bus, whose publishing costs several times as much for each message.
/// </summary>
internal sealed class AnnouncementChannel : IAsyncDisposable
{
    private static readonly Type[] Types =
    [
        .. typeof(EnrollmentAnnouncement).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EnrollmentAnnouncement))),
        typeof(NightlyRunCompleted),
    ];

    /// <summary>Every exchange that announcements reach a queue from.</summary>
    public static IReadOnlyList<string> Exchanges { get; } =
    [Outgoing.ExchangeOf(typeof(EnrollmentAnnouncement)), .. Types.Select(Outgoing.ExchangeOf)];

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private Confirmations? _awaited;

    private AnnouncementChannel(IConnection connection, IChannel channel)
    {
        (_connection, _channel) = (connection, channel);
        channel.BasicAcksAsync += (_, ack) => Settle(confirmations => confirmations.Ack(ack.DeliveryTag, ack.Multiple));
        channel.BasicNacksAsync += (_, nack) => Settle(confirmations => confirmations.Nack(nack.DeliveryTag, nack.Multiple));
        channel.BasicReturnAsync += (_, back) =>
            Settle(confirmations => confirmations.Fail(new IOException($"The queue {back.RoutingKey} does not exist.")));
        channel.ChannelShutdownAsync += (_, shutdown) =>
            Settle(confirmations => confirmations.Fail(new IOException($"The broker closed the channel: {shutdown.ReplyText}.")));
    }

    /// <summary>For everybody who binds a queue; declares what can be bound.</summary>
    public static Task<AnnouncementChannel> OpenAsync(string rabbitMq, CancellationToken cancellationToken) =>
        OpenAsync(rabbitMq, DeclareExchangesAsync, cancellationToken);

    /// <summary>For one queue, which has to exist.</summary>
    public static Task<AnnouncementChannel> OpenForQueueAsync(string rabbitMq, string queue, CancellationToken cancellationToken) =>
        OpenAsync(rabbitMq, (channel, cancellationToken) => channel.QueueDeclarePassiveAsync(queue, cancellationToken), cancellationToken);

    private static async Task<AnnouncementChannel> OpenAsync(
        string rabbitMq,
        Func<IChannel, CancellationToken, Task> prepare,
        CancellationToken cancellationToken
    )
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(rabbitMq),
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "enrollment announcements",
        };
        var connection = await factory.CreateConnectionAsync(cancellationToken);
        try
        {
            var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);
            var channel = await connection.CreateChannelAsync(confirmed, cancellationToken);
            await prepare(channel, cancellationToken);
            return new AnnouncementChannel(connection, channel);
        }
        catch
        {
            connection.Abandon();
            throw;
        }
    }

    /// <summary>Returns when the broker has answered to all of them, or cannot any more: the channel must not be used again then.</summary>
    public async Task<PublishOutcome> PublishAsync(IReadOnlyCollection<Outgoing> messages, CancellationToken cancellationToken)
    {
        var awaited = _awaited = new Confirmations(await _channel.GetNextPublishSequenceNumberAsync(cancellationToken), messages.Count);
        try
        {
            foreach (var message in messages)
                await PublishAsync(message, cancellationToken);
            await awaited.All.WaitAsync(cancellationToken);
            return awaited.Outcome();
        }
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
        {
            return awaited.Outcome(trouble);
        }
    }

    /// <summary>Everything published is settled by then.</summary>
    public ValueTask DisposeAsync()
    {
        _connection.Abandon();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// The same names and kinds as the bus would declare; each type also reaches whoever bound to what all have in common.
    /// </summary>
    internal static async Task DeclareExchangesAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await Declare(channel, typeof(EnrollmentAnnouncement), cancellationToken);
        foreach (var type in Types)
        {
            await Declare(channel, type, cancellationToken);
            if (type.IsSubclassOf(typeof(EnrollmentAnnouncement)))
                await channel.ExchangeBindAsync(
                    Outgoing.ExchangeOf(typeof(EnrollmentAnnouncement)),
                    Outgoing.ExchangeOf(type),
                    "",
                    cancellationToken: cancellationToken
                );
        }
    }

    private static Task Declare(IChannel channel, Type type, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(Outgoing.ExchangeOf(type), ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);

    // What nobody is bound to is not missed; what goes straight to a queue is.
    private ValueTask PublishAsync(Outgoing message, CancellationToken cancellationToken) =>
        _channel.BasicPublishAsync(
            message.Exchange,
            message.RoutingKey,
            message.RoutingKey.Length > 0,
            message.Properties,
            message.Body,
            cancellationToken
        );

    private Task Settle(Action<Confirmations> settle)
    {
        if (_awaited is { } awaited)
            settle(awaited);
        return Task.CompletedTask;
    }
}
