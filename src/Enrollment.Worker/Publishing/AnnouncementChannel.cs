using Enrollment.Contracts;
using RabbitMQ.Client;

namespace Enrollment.Worker.Publishing;

/// <summary>
/// The way to the broker for announcements: many messages are under way at once, in the order in which they were committed, and count as published when the
/// broker has confirmed every one. A channel of its own instead of the bus, whose publishing costs several times as much for each message.
/// </summary>
internal sealed class AnnouncementChannel : IAsyncDisposable
{
    private static readonly Type[] Types =
        [.. typeof(EnrollmentAnnouncement).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EnrollmentAnnouncement))), typeof(NightlyRunCompleted)];

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private Confirmations? _awaited;

    private AnnouncementChannel(IConnection connection, IChannel channel)
    {
        (_connection, _channel) = (connection, channel);
        channel.BasicAcksAsync += (_, ack) => Settle(confirmations => confirmations.Ack(ack.DeliveryTag, ack.Multiple));
        channel.BasicNacksAsync += (_, nack) => Settle(confirmations => confirmations.Nack(nack.DeliveryTag));
        channel.ChannelShutdownAsync += (_, shutdown) => Settle(confirmations => confirmations.Fail(new IOException($"The broker closed the channel: {shutdown.ReplyText}.")));
    }

    public static async Task<AnnouncementChannel> Open(string rabbitMq, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = new Uri(rabbitMq), AutomaticRecoveryEnabled = false, ClientProvidedName = "enrollment announcements" };
        var connection = await factory.CreateConnectionAsync(cancellationToken);
        try
        {
            var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellationToken);
            await DeclareExchanges(channel, cancellationToken);
            return new AnnouncementChannel(connection, channel);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the broker has confirmed all of them.</summary>
    /// <exception cref="NotConfirmedException">It may have lost one; this channel is not to be used again then.</exception>
    public async Task Publish(IReadOnlyCollection<Outgoing> messages, CancellationToken cancellationToken)
    {
        var awaited = _awaited = new Confirmations(await _channel.GetNextPublishSequenceNumberAsync(cancellationToken), messages.Count);
        try
        {
            foreach (var message in messages)
                await _channel.BasicPublishAsync(message.Exchange, "", mandatory: false, message.Properties, message.Body, cancellationToken);
            await awaited.All.WaitAsync(cancellationToken);
        }
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NotConfirmedException(awaited.FromTheFirst, trouble);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _channel.DisposeAsync();
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }

    /// <summary>The same names and kinds as the bus would declare; each type also reaches whoever bound to what all have in common.</summary>
    private static async Task DeclareExchanges(IChannel channel, CancellationToken cancellationToken)
    {
        await Declare(channel, typeof(EnrollmentAnnouncement), cancellationToken);
        foreach (var type in Types)
        {
            await Declare(channel, type, cancellationToken);
            if (type.IsSubclassOf(typeof(EnrollmentAnnouncement)))
                await channel.ExchangeBindAsync(Outgoing.ExchangeOf(typeof(EnrollmentAnnouncement)), Outgoing.ExchangeOf(type), "", cancellationToken: cancellationToken);
        }
    }

    private static Task Declare(IChannel channel, Type type, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(Outgoing.ExchangeOf(type), ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);

    private Task Settle(Action<Confirmations> settle)
    {
        if (_awaited is { } awaited)
            settle(awaited);
        return Task.CompletedTask;
    }
}
