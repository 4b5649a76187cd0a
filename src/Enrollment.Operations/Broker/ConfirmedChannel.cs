using RabbitMQ.Client;

namespace Enrollment.Operations.Broker;

/// <summary>A channel on which each publish waits for the broker's confirmation.</summary>
public sealed class ConfirmedChannel : IAsyncDisposable
{
    private const int MostUnconfirmed = 1000;

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private ConfirmedChannel(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public bool IsOpen => _channel.IsOpen;

    /// <param name="connection">Open. It is closed together with the channel.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<ConfirmedChannel> OpenAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var confirmed = new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            new ThrottlingRateLimiter(MostUnconfirmed)
        );
        try
        {
            return new ConfirmedChannel(connection, await connection.CreateChannelAsync(confirmed, cancellationToken));
        }
        catch
        {
            connection.Abandon();
            throw;
        }
    }

    /// <summary>Returns when the broker has the message in every queue that it routes it to.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.PublishException">A queue refused it, or it was routed to none.</exception>
    // The client may wait for a confirmation without end on a channel that closes meanwhile.
    public Task PublishAsync(
        string exchange,
        string routingKey,
        BasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    ) =>
        _channel
            .BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, cancellationToken)
            .AsTask()
            .WaitAsync(cancellationToken);

    /// <summary>Closes it in the background, because the broker may not answer any more.</summary>
    public void Abandon() => _connection.Abandon();

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
