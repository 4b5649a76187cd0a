using Enrollment.Operations.Broker;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// Around the life of a queue's consumer on its channel: tells when it begins and ends, gives it its prefetch count, and begins it again
/// when only that has changed.
/// </summary>
internal sealed class ConsumerChannelFilter(EndpointConsumer consumer) : IFilter<ChannelContext>
{
    // A channel that is closed while its queue is declared leaves the declaring waiting for ever; handling may take ten seconds to end.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

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
            await SendAsync(channel, next);
        }
        finally
        {
            again = consumer.Ended();
            // What it holds goes back into the queue with the channel; the transport opens another one.
            if (channel.HoldsMessages)
                context.Channel.Abandon();
        }

        return again && !channel.HoldsMessages;
    }

    private async Task SendAsync(ConsumerChannel channel, IPipe<ChannelContext> next)
    {
        var consuming = next.Send(channel);
        while (await Task.WhenAny(consuming, Task.Delay(TimeSpan.FromSeconds(1))) != consuming)
            if (channel.WaitsFor > LongestWait)
                throw new RabbitMqConnectionException(
                    $"{consumer.Queue} could not be consumed within {LongestWait.TotalSeconds:0} s; it is tried again"
                );
        await consuming;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("consumerChannel");
}
