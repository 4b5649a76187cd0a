using Enrollment.Operations.Broker;
using Enrollment.Processing.Nights;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>The queue every worker takes segments from, as many as it has processors, none in advance.</summary>
public sealed class NightlyWorkerDefinition : ConsumerDefinition<NightlyWorker>
{
    private static readonly int AtOnce = Math.Max(2, Environment.ProcessorCount);

    public NightlyWorkerDefinition() => EndpointName = Queues.NightlySegments;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<NightlyWorker> consumerConfigurator,
        IRegistrationContext context
    )
    {
        ((IRabbitMqReceiveEndpointConfigurator)endpointConfigurator).AsWorkQueue(context, Queues.NightlySegments, AtOnce);
        endpointConfigurator.ConcurrentMessageLimit = AtOnce;
    }
}
