using Enrollment.Worker.Observability;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>How every queue that does work is set up; for facts, the night and its segments alike.</summary>
internal static class WorkQueue
{
    /// <param name="messageType">The one type of the queue, for the table of failed messages; null when there are several.</param>
    public static void AsWorkQueue(this IRabbitMqReceiveEndpointConfigurator endpoint, IRegistrationContext context, Type? messageType = null)
    {
        var options = context.GetRequiredService<EnrollmentOptions>();
        endpoint.AsQuorumQueue(options.DeliveryLimit);
        endpoint.PrefetchCount = options.Prefetch;
        endpoint.ConcurrentMessageLimit = options.Concurrency;
        endpoint.PublishFaults = false;
        endpoint.ConfigureReceive(receive => receive.UseFilter(new LogScopeFilter()));
        endpoint.ConfigureDeadLetter(skipped => skipped.UseFilter(new SkippedFilter(messageType)));
        endpoint.ConfigureError(failed => failed.UseFilter(new FailedFilter(messageType, context.GetRequiredService<EnrollmentMetrics>())));
        endpoint.UsePatience();
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
