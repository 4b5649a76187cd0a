using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Worker.Messaging;

/// <summary>
/// A consumer's channel with two differences: the prefetch count is the one that fits now, and an acknowledgement does not outlast the channel. RabbitMQ.Client 7.2 closes a connection
/// channel by channel and waits for the consumers of each; one that waits to write its acknowledgement to that connection would keep all others from being closed, for good.
/// </summary>
internal sealed class ConsumerChannel : ScopeChannelContext, ChannelContext, IDisposable
{
    private readonly ChannelContext _context;
    private readonly EndpointConsumer _consumer;
    private readonly CancellationTokenSource _closing = new();

    public ConsumerChannel(ChannelContext context, EndpointConsumer consumer)
        : base(context, context.CancellationToken)
    {
        (_context, _consumer) = (context, consumer);
        context.Channel.ChannelShutdownAsync += Close;
    }

    Task ChannelContext.BasicQos(uint prefetchSize, ushort prefetchCount, bool global, CancellationToken cancellationToken) =>
        _context.BasicQos(prefetchSize, _consumer.Prefetch, global, cancellationToken);

    async Task<string> ChannelContext.BasicConsume(
        string queue, bool noAck, bool exclusive, IDictionary<string, object> arguments, IAsyncBasicConsumer consumer, string consumerTag, CancellationToken cancellationToken)
    {
        var tag = await _context.BasicConsume(queue, noAck, exclusive, arguments, consumer, consumerTag, cancellationToken);
        _consumer.Started(Channel, tag);
        return tag;
    }

    ValueTask ChannelContext.BasicAck(ulong deliveryTag, bool multiple, CancellationToken cancellationToken)
    {
        var acknowledging = _context.BasicAck(deliveryTag, multiple, cancellationToken);
        return acknowledging.IsCompletedSuccessfully ? acknowledging : new ValueTask(acknowledging.AsTask().WaitAsync(_closing.Token));
    }

    Task ChannelContext.BasicNack(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken) =>
        _context.BasicNack(deliveryTag, multiple, requeue, cancellationToken).WaitAsync(_closing.Token);

    void IDisposable.Dispose()
    {
        _context.Channel.ChannelShutdownAsync -= Close;
        Dispose();
    }

    // Not disposed of: a late acknowledgement may still look at the token.
    private Task Close(object sender, ShutdownEventArgs reason) => _closing.CancelAsync();
}
