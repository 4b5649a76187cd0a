using System.Collections.Concurrent;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// A consumer's channel with three differences: the prefetch count is the one that fits now, what the bus drops goes back into the queue
/// (<see cref="DrainingConsumer"/>), and an acknowledgement does not outlast the channel. RabbitMQ.Client 7.2 closes a connection channel
/// by channel and waits for the consumers of each; one that waits to write its acknowledgement to that connection would keep all others
/// from being closed, for good.
/// </summary>
internal sealed class ConsumerChannel : ScopeChannelContext, ChannelContext, IDisposable
{
    private readonly ChannelContext _context;
    private readonly EndpointConsumer _consumer;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<ulong, bool> _unsettled = new();
    private long _waitsSince = TimeProvider.System.GetTimestamp();

    public ConsumerChannel(ChannelContext context, EndpointConsumer consumer)
        : base(context, context.CancellationToken)
    {
        (_context, _consumer) = (context, consumer);
        context.Channel.ChannelShutdownAsync += Close;
    }

    /// <summary>How long it has been trying to consume, or to end after its channel; null while it consumes.</summary>
    public TimeSpan? WaitsFor =>
        Interlocked.Read(ref _waitsSince) is var since and not 0 ? TimeProvider.System.GetElapsedTime(since) : null;

    /// <summary>Whether a message was delivered here and neither acknowledged nor given back.</summary>
    public bool HoldsMessages => !_unsettled.IsEmpty;

    public void Delivered(ulong deliveryTag) => _unsettled[deliveryTag] = true;

    /// <summary>Gives a message back that was neither acknowledged nor given back by whoever handled it.</summary>
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
            // It goes back with the channel.
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
        Interlocked.Exchange(ref _waitsSince, 0);
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

    // Not disposed of: a late acknowledgement may still look at the token.
    private Task Close(object sender, ShutdownEventArgs reason)
    {
        Interlocked.Exchange(ref _waitsSince, TimeProvider.System.GetTimestamp());
        return _closing.CancelAsync();
    }
}
