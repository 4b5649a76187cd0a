using MassTransit;

namespace Enrollment.Worker.NightlyCycle;

internal static class NightlyQueues
{
    public static void AsWorkQueue(this IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
            queue.SetQuorumQueue();
        endpoint.UseMessageRetry(retry =>
            retry.Exponential(12, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(50)));
    }
}
