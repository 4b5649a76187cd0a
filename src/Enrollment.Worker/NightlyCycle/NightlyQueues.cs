using MassTransit;

namespace Enrollment.Worker.NightlyCycle;

internal static class NightlyQueues
{
    public static void MakeQuorum(IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
            queue.SetQuorumQueue();
    }
}
