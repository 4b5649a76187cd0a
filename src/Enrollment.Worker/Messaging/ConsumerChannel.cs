using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Worker.Messaging;

/// <summary>
/// A consumer's channel with three differences: the prefetch count is the one that fits now, a canceled consumer ends after what it has in hand, and an acknowledgement does not outlast the
/// channel. RabbitMQ.Client 7.2 closes a connection channel by channel and waits for the consumers of each; one that waits to write its acknowledgement to that connection would keep all
/// others from being closed, for good.
/// </summary>
internal sealed class ConsumerChannel : ScopeChannelContext, ChannelContext, IDisposable
{
    private readonly ChannelContext _context;
    private readonly EndpointConsumer _consumer;
    private readonly CancellationTokenSource _closing = new();
    private DrainingConsumer? _delivering;
    private long _waitsSince = TimeProvider.System.GetTimestamp();
    private long _settled;

    public ConsumerChannel(ChannelContext context, EndpointConsumer consumer)
        : base(context, context.CancellationToken)
    {
        (_context, _consumer) = (context, consumer);
        context.Channel.ChannelShutdownAsync += Close;
    }

    /// <summary>How long it has been trying to consume, or to end after its channel; null while it consumes.</summary>
    public TimeSpan? WaitsFor => Interlocked.Read(ref _waitsSince) is var since and not 0 ? TimeProvider.System.GetElapsedTime(since) : null;

    /// <summary>Whether a message was delivered here and neither acknowledged nor given back.</summary>
    public bool HoldsMessages => _delivering is { } delivering && delivering.Delivered != Interlocked.Read(ref _settled);

    Task ChannelContext.BasicQos(uint prefetchSize, ushort prefetchCount, bool global, CancellationToken cancellationToken) =>
        _context.BasicQos(prefetchSize, _consumer.Prefetch, global, cancellationToken);

    async Task<string> ChannelContext.BasicConsume(
        string queue, bool noAck, bool exclusive, IDictionary<string, object> arguments, IAsyncBasicConsumer consumer, string consumerTag, CancellationToken cancellationToken)
    {
        _delivering = new DrainingConsumer(consumer);
        var tag = await _context.BasicConsume(queue, noAck, exclusive, arguments, _delivering, consumerTag, cancellationToken);
        Interlocked.Exchange(ref _waitsSince, 0);
        _consumer.Started(Channel, tag);
        return tag;
    }

    ValueTask ChannelContext.BasicAck(ulong deliveryTag, bool multiple, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _settled);
        var acknowledging = _context.BasicAck(deliveryTag, multiple, cancellationToken);
        return acknowledging.IsCompletedSuccessfully ? acknowledging : new ValueTask(acknowledging.AsTask().WaitAsync(_closing.Token));
    }

    Task ChannelContext.BasicNack(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _settled);
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
