using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// Passes a cancellation to the bus's consumer only when every delivered message is handled. After a cancellation MassTransit drops
/// messages without settling them, so that they would stay unacknowledged on a channel that stays open. Dropped messages are returned to
/// the queue.
/// </summary>
internal sealed class DrainingConsumer(IAsyncBasicConsumer inner, ConsumerChannel channel) : IAsyncBasicConsumer
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private int _handling;

    public IChannel? Channel => inner.Channel;

    public async Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default
    )
    {
        channel.Delivered(deliveryTag);
        Interlocked.Increment(ref _handling);
        try
        {
            await inner.HandleBasicDeliverAsync(
                consumerTag,
                deliveryTag,
                redelivered,
                exchange,
                routingKey,
                properties,
                body,
                cancellationToken
            );
        }
        finally
        {
            Interlocked.Decrement(ref _handling);
            await channel.SettleAsync(deliveryTag);
        }
    }

    public async Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        var since = TimeProvider.System.GetTimestamp();
        do await Task.Delay(PollInterval, cancellationToken);
        while (Volatile.Read(ref _handling) > 0 && TimeProvider.System.GetElapsedTime(since) < Timeout);
        await inner.HandleBasicCancelOkAsync(consumerTag, cancellationToken);
    }

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        inner.HandleBasicConsumeOkAsync(consumerTag, cancellationToken);

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        inner.HandleBasicCancelAsync(consumerTag, cancellationToken);

    public Task HandleChannelShutdownAsync(object closed, ShutdownEventArgs reason) => inner.HandleChannelShutdownAsync(closed, reason);
}
