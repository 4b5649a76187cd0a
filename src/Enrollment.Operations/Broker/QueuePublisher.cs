using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Operations.Broker;

/// <summary>
/// Publishes to queues over a <see cref="ConfirmedChannel"/> that is opened when it is first used, and again after a failure.
/// </summary>
public sealed class QueuePublisher(string rabbitMq, string name) : IDisposable
{
    private readonly ConnectionFactory _factory = new()
    {
        Uri = new Uri(rabbitMq),
        AutomaticRecoveryEnabled = false,
        ClientProvidedName = name,
    };
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile ConfirmedChannel? _channel;

    /// <summary>The broker's user of this process.</summary>
    public string User => _factory.UserName;

    /// <summary>Returns when the broker has the message in the queue.</summary>
    /// <exception cref="PublishException">The broker refused it, or there is no such queue.</exception>
    public async Task PublishAsync(string queue, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var channel = await OpenAsync(cancellationToken);
        try
        {
            await channel.PublishAsync("", queue, properties, body, cancellationToken);
        }
        catch (Exception trouble) when (trouble is not PublishException)
        {
            Abandon(channel);
            throw;
        }
    }

    public void Dispose()
    {
        if (_channel is { } channel)
            Abandon(channel);
        _opening.Dispose();
    }

    private async Task<ConfirmedChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
            return open;
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { IsOpen: true } meanwhile)
                return meanwhile;
            if (_channel is { } closed)
                Abandon(closed);
            var connection = await _factory.CreateConnectionAsync(cancellationToken);
            return _channel = await ConfirmedChannel.OpenAsync(connection, cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    private void Abandon(ConfirmedChannel channel)
    {
        if (Interlocked.CompareExchange(ref _channel, null, channel) == channel)
            channel.Abandon();
    }
}
