using System.Collections.Concurrent;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// A consumer's channel with three differences. It uses the current prefetch count. It returns to the queue what the bus drops
/// (<see cref="DrainingConsumer"/>). An acknowledgement ends with the channel: RabbitMQ.Client 7.2 closes a connection channel by channel
/// and waits for the consumers of each, so a consumer that waits to write its acknowledgement would block the others permanently.
/// </summary>
internal sealed class ConsumerChannel : ScopeChannelContext, ChannelContext, IDisposable
{
    private readonly ChannelContext _context;
    private readonly EndpointConsumer _consumer;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<ulong, bool> _unsettled = new();
    private long _waitingSince = TimeProvider.System.GetTimestamp();

    public ConsumerChannel(ChannelContext context, EndpointConsumer consumer)
        : base(context, context.CancellationToken)
    {
        (_context, _consumer) = (context, consumer);
        context.Channel.ChannelShutdownAsync += Close;
    }

    /// <summary>The time since it started to consume or its channel closed; null while it consumes.</summary>
    public TimeSpan? WaitingTime =>
        Interlocked.Read(ref _waitingSince) is var since and not 0 ? TimeProvider.System.GetElapsedTime(since) : null;

    /// <summary>Whether a delivered message is neither acknowledged nor returned.</summary>
    public bool HoldsMessages => !_unsettled.IsEmpty;

    public void Delivered(ulong deliveryTag) => _unsettled[deliveryTag] = true;

    /// <summary>Returns a message to its queue unless its handler has acknowledged or returned it.</summary>
    public async Task SettleAsync(ulong deliveryTag)
    {
        if (!_unsettled.TryRemove(deliveryTag, out _) || !Channel.IsOpen)
            return;
        try
        {
            await Channel.BasicNackAsync(deliveryTag, multiple: false, requeue: true, _closing.Token);
        }
        catch (Exception closed)
            when (closed is AlreadyClosedException or OperationInterruptedException or ObjectDisposedException or OperationCanceledException
            )
        {
            // The broker returns it when the channel closes.
            return;
        }
    }

    Task ChannelContext.BasicQos(uint prefetchSize, ushort prefetchCount, bool global, CancellationToken cancellationToken) =>
        _context.BasicQos(prefetchSize, _consumer.Prefetch, global, cancellationToken);

    async Task<string> ChannelContext.BasicConsume(
        string queue,
        bool noAck,
        bool exclusive,
        IDictionary<string, object> arguments,
        IAsyncBasicConsumer consumer,
        string consumerTag,
        CancellationToken cancellationToken
    )
    {
        var tag = await _context.BasicConsume(
            queue,
            noAck,
            exclusive,
            arguments,
            new DrainingConsumer(consumer, this),
            consumerTag,
            cancellationToken
        );
        Interlocked.Exchange(ref _waitingSince, 0);
        _consumer.Started(Channel, tag);
        return tag;
    }

    ValueTask ChannelContext.BasicAck(ulong deliveryTag, bool multiple, CancellationToken cancellationToken)
    {
        _unsettled.TryRemove(deliveryTag, out _);
        var acknowledging = _context.BasicAck(deliveryTag, multiple, cancellationToken);
        return acknowledging.IsCompletedSuccessfully ? acknowledging : new ValueTask(acknowledging.AsTask().WaitAsync(_closing.Token));
    }

    Task ChannelContext.BasicNack(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken)
    {
        _unsettled.TryRemove(deliveryTag, out _);
        return _context.BasicNack(deliveryTag, multiple, requeue, cancellationToken).WaitAsync(_closing.Token);
    }

    void IDisposable.Dispose()
    {
        _context.Channel.ChannelShutdownAsync -= Close;
        Dispose();
    }

    // It is not disposed, because a late acknowledgement may still read the token.
    private Task Close(object sender, ShutdownEventArgs reason)
    {
        Interlocked.Exchange(ref _waitingSince, TimeProvider.System.GetTimestamp());
        return _closing.CancelAsync();
    }
}
