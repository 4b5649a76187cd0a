using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using RabbitMQ.Client;

namespace Enrollment.Operations.Announcing;

/// <summary>
/// Publishes many announcements at once, in the order of their commits. An announcement counts as published when the broker has confirmed
/// it. The class uses its own channel instead of the bus, which needs several times as long for each message. It also tracks the
/// confirmations itself: a <see cref="ConfirmedChannel"/> has one task for each message, and does not report how many were answered before
/// a failure.
/// </summary>
public sealed class AnnouncementChannel : IAsyncDisposable
{
    private static readonly Type[] Types =
    [
        .. typeof(EnrollmentAnnouncement).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EnrollmentAnnouncement))),
        typeof(NightlyRunCompleted),
    ];

    /// <summary>Every exchange from which announcements reach a queue.</summary>
    public static IReadOnlyList<string> Exchanges { get; } =
    [Outgoing.ExchangeOf(typeof(EnrollmentAnnouncement)), .. Types.Select(Outgoing.ExchangeOf)];

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private Confirmations? _confirmations;

    private AnnouncementChannel(IConnection connection, IChannel channel)
    {
        (_connection, _channel) = (connection, channel);
        channel.BasicAcksAsync += (_, ack) => SettleAsync(confirmations => confirmations.Ack(ack.DeliveryTag, ack.Multiple));
        channel.BasicNacksAsync += (_, nack) => SettleAsync(confirmations => confirmations.Nack(nack.DeliveryTag, nack.Multiple));
        channel.BasicReturnAsync += (_, back) =>
            SettleAsync(confirmations => confirmations.Fail(new IOException($"The queue {back.RoutingKey} does not exist.")));
        channel.ChannelShutdownAsync += (_, shutdown) =>
            SettleAsync(confirmations => confirmations.Fail(new IOException($"The broker closed the channel: {shutdown.ReplyText}.")));
    }

    /// <summary>For all bound queues. Declares the exchanges to which they can be bound.</summary>
    public static Task<AnnouncementChannel> OpenAsync(string rabbitMq, CancellationToken cancellationToken) =>
        OpenAsync(rabbitMq, DeclareExchangesAsync, cancellationToken);

    /// <summary>For one queue, which must exist.</summary>
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

    /// <summary>
    /// Returns when the broker has answered for all of them, or when it cannot. After that, the channel must not be used again.
    /// </summary>
    public async Task<PublishOutcome> PublishAsync(IReadOnlyCollection<Outgoing> messages, CancellationToken cancellationToken)
    {
        var confirmations = _confirmations = new Confirmations(
            await _channel.GetNextPublishSequenceNumberAsync(cancellationToken),
            messages.Count
        );
        try
        {
            foreach (var message in messages)
                await PublishAsync(message, cancellationToken);
            await confirmations.All.WaitAsync(cancellationToken);
            return confirmations.Outcome();
        }
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
        {
            return confirmations.Outcome(trouble);
        }
    }

    /// <summary>Each published message has an outcome by then.</summary>
    public ValueTask DisposeAsync()
    {
        _connection.Abandon();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// The same names and kinds as the bus would declare. Each type is also bound to the exchange of the common base type.
    /// </summary>
    public static async Task DeclareExchangesAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await DeclareAsync(channel, typeof(EnrollmentAnnouncement), cancellationToken);
        foreach (var type in Types)
        {
            await DeclareAsync(channel, type, cancellationToken);
            if (type.IsSubclassOf(typeof(EnrollmentAnnouncement)))
                await channel.ExchangeBindAsync(
                    Outgoing.ExchangeOf(typeof(EnrollmentAnnouncement)),
                    Outgoing.ExchangeOf(type),
                    "",
                    cancellationToken: cancellationToken
                );
        }
    }

    private static Task DeclareAsync(IChannel channel, Type type, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(Outgoing.ExchangeOf(type), ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);

    // A message that reaches no queue is fine, unless it is sent directly to a queue.
    private ValueTask PublishAsync(Outgoing message, CancellationToken cancellationToken) =>
        _channel.BasicPublishAsync(
            message.Exchange,
            message.RoutingKey,
            message.RoutingKey.Length > 0,
            message.Properties,
            message.Body,
            cancellationToken
        );

    private Task SettleAsync(Action<Confirmations> settle)
    {
        if (_confirmations is { } confirmations)
            settle(confirmations);
        return Task.CompletedTask;
    }
}
