using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// The bus' consumer, which learns that it is canceled only when everything delivered before is handled. MassTransit drops every message
/// after that, and in the end those in hand, without settling them: on a channel that stays open they would belong to nobody. Such a
/// message goes back into the queue.
/// </summary>
internal sealed class DrainingConsumer(IAsyncBasicConsumer inner, ConsumerChannel channel) : IAsyncBasicConsumer
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private int _inHand;

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
        Interlocked.Increment(ref _inHand);
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
            Interlocked.Decrement(ref _inHand);
            await channel.SettleAsync(deliveryTag);
        }
    }

    public async Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        var since = TimeProvider.System.GetTimestamp();
        do await Task.Delay(BetweenLooks, cancellationToken);
        while (Volatile.Read(ref _inHand) > 0 && TimeProvider.System.GetElapsedTime(since) < Longest);
        await inner.HandleBasicCancelOkAsync(consumerTag, cancellationToken);
    }

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        inner.HandleBasicConsumeOkAsync(consumerTag, cancellationToken);

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        inner.HandleBasicCancelAsync(consumerTag, cancellationToken);

    public Task HandleChannelShutdownAsync(object closed, ShutdownEventArgs reason) => inner.HandleChannelShutdownAsync(closed, reason);
}
