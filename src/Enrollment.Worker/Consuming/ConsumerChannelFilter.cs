using Enrollment.Operations.Broker;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Enrollment.Worker.Consuming;

/// <summary>
/// Surrounds a queue's consumer on its channel. It reports start and end, sets the prefetch count, and restarts the consumer when the count
/// has changed.
/// </summary>
internal sealed class ConsumerChannelFilter(EndpointConsumer consumer) : IFilter<ChannelContext>
{
    // If a channel closes while its queue is declared, the declaration never returns. Handling may take ten seconds to end.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

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
            // The broker returns its messages when the channel closes. The transport opens another one.
            if (channel.HoldsMessages)
                context.Channel.Abandon();
        }

        return again && !channel.HoldsMessages;
    }

    private async Task SendAsync(ConsumerChannel channel, IPipe<ChannelContext> next)
    {
        var consuming = next.Send(channel);
        while (await Task.WhenAny(consuming, Task.Delay(TimeSpan.FromSeconds(1))) != consuming)
            if (channel.WaitingTime > Timeout)
                throw new RabbitMqConnectionException(
                    $"{consumer.Queue} could not be consumed within {Timeout.TotalSeconds:0} s; the worker tries again"
                );
        await consuming;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("consumerChannel");
}
