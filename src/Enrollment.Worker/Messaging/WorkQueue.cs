using Enrollment.Operations.Broker;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Worker.Consuming;
using Enrollment.Worker.DeadLetters;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>How every queue that does work is set up; for facts, the night and its segments alike.</summary>
internal static class WorkQueue
{
    /// <param name="endpoint">The queue's endpoint.</param>
    /// <param name="context">Where the services are.</param>
    /// <param name="queue">Its name.</param>
    /// <param name="prefetch">The most messages fetched ahead.</param>
    /// <param name="messageType">The one type of the queue, for the table of failed messages; null when there are several.</param>
    public static void AsWorkQueue(
        this IRabbitMqReceiveEndpointConfigurator endpoint,
        IRegistrationContext context,
        string queue,
        int prefetch,
        Type? messageType = null
    )
    {
        var options = context.GetRequiredService<EnrollmentOptions>();
        var deadLetters = context.GetRequiredService<DeadLetterForwarder>();
        endpoint.AsQuorumQueue(options.DeliveryLimit);
        endpoint.ConcurrentMessageLimit = options.Concurrency;
        endpoint.PublishFaults = false;
        endpoint.WatchConsumer(context, queue, prefetch);
        endpoint.ConfigureReceive(receive => receive.UseFilter(new LogScopeFilter()));
        endpoint.ConfigureDeadLetter(skipped => skipped.UseFilter(new SkippedFilter(deadLetters)));
        endpoint.ConfigureError(failed =>
            failed.UseFilter(new FailedFilter(messageType, deadLetters, context.GetRequiredService<EnrollmentMetrics>()))
        );
        endpoint.UsePatience();
    }

    /// <summary>The consumer's health is seen, and its prefetch count follows the bodies' size.</summary>
    public static void WatchConsumer(
        this IRabbitMqReceiveEndpointConfigurator endpoint,
        IRegistrationContext context,
        string queue,
        int prefetch
    )
    {
        var consumer = context.GetRequiredService<EndpointConsumers>().Add(queue, (ushort)prefetch);
        endpoint.PrefetchCount = prefetch;
        endpoint.ConfigureChannel(channel => channel.UseFilter(new ConsumerChannelFilter(consumer)));
        endpoint.ConfigureReceive(receive =>
        {
            receive.UseFilter(new ChannelLifetimeFilter());
            receive.UseFilter(new BodySizeFilter(consumer));
        });
    }

    // With a limit and no dead-letter exchange a message would be deleted silently; dead-lettering at least once needs reject-publish.
    private static void AsQuorumQueue(this IRabbitMqReceiveEndpointConfigurator endpoint, int deliveryLimit)
    {
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", deliveryLimit);
        endpoint.SetQueueArgument("x-dead-letter-exchange", Queues.Undeliverable);
        endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
    }
}
