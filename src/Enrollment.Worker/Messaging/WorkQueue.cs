using Enrollment.Operations.Broker;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Worker.Consuming;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Transport;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>The configuration that the queues of facts and of the nightly run have in common.</summary>
internal static class WorkQueue
{
    /// <param name="endpoint">The queue's endpoint.</param>
    /// <param name="context">Resolves services.</param>
    /// <param name="queue">Its name.</param>
    /// <param name="prefetch">The maximum prefetch count.</param>
    /// <param name="messageType">The only message type of the queue, for the table of dead letters; null if there are several.</param>
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
        endpoint.PublishFaults = false;
        endpoint.WatchConsumer(context, queue, prefetch);
        endpoint.ConfigureReceive(receive => receive.UseFilter(new LogScopeFilter()));
        endpoint.ConfigureDeadLetter(skipped => skipped.UseFilter(new SkippedFilter(deadLetters)));
        endpoint.ConfigureError(failed =>
            failed.UseFilter(new FailedFilter(messageType, deadLetters, context.GetRequiredService<EnrollmentMetrics>()))
        );
        endpoint.UseRetries();
    }

    /// <summary>Reports the consumer's health, and adapts its prefetch count to the size of bodies.</summary>
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

    // With a limit and without a dead-letter exchange the broker would delete a message. At-least-once dead-lettering needs reject-publish.
    private static void AsQuorumQueue(this IRabbitMqReceiveEndpointConfigurator endpoint, int deliveryLimit)
    {
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", deliveryLimit);
        endpoint.SetQueueArgument("x-dead-letter-exchange", Queues.Undeliverable);
        endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
    }
}
