using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Enrollment.Worker.Messaging;

/// <summary>Around the life of a queue's consumer on its channel: tells when it begins and ends, gives it its prefetch count, and begins it again when only that has changed.</summary>
internal sealed class ConsumerChannelFilter(EndpointConsumer consumer) : IFilter<ChannelContext>
{
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        while (await ConsumeAsync(context, next) && !context.CancellationToken.IsCancellationRequested)
            continue;
    }

    private async Task<bool> ConsumeAsync(ChannelContext context, IPipe<ChannelContext> next)
    {
        var again = false;
        using var channel = new ConsumerChannel(context, consumer);
        try
        {
            await next.Send(channel);
        }
        finally
        {
            again = consumer.Ended();
        }

        if (!channel.HoldsMessages)
            return again;
        // They go back into the queue with the channel; the transport opens another one.
        await context.Channel.CloseAsync(Constants.ReplySuccess, "The consumer left messages unsettled", abort: true, context.CancellationToken);
        return false;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("consumerChannel");
}
