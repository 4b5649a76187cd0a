using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Worker.Messaging;

/// <summary>
/// The bus' consumer, which learns that it is canceled only when everything delivered before is settled. MassTransit takes no message after that, and gives up in the end on those
/// in hand: on a channel that stays open they would belong to nobody.
/// </summary>
internal sealed class DrainingConsumer(IAsyncBasicConsumer inner) : IAsyncBasicConsumer
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private int _inHand;
    private long _delivered;

    public IChannel? Channel => inner.Channel;

    public long Delivered => Interlocked.Read(ref _delivered);

    public async Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _delivered);
        Interlocked.Increment(ref _inHand);
        try
        {
            await inner.HandleBasicDeliverAsync(consumerTag, deliveryTag, redelivered, exchange, routingKey, properties, body, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inHand);
        }
    }

    public async Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        var since = TimeProvider.System.GetTimestamp();
        do
            await Task.Delay(BetweenLooks, cancellationToken);
        while (Volatile.Read(ref _inHand) > 0 && TimeProvider.System.GetElapsedTime(since) < Longest);
        await inner.HandleBasicCancelOkAsync(consumerTag, cancellationToken);
    }

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        inner.HandleBasicConsumeOkAsync(consumerTag, cancellationToken);

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        inner.HandleBasicCancelAsync(consumerTag, cancellationToken);

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => inner.HandleChannelShutdownAsync(channel, reason);
}
