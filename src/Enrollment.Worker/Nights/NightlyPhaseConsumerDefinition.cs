using Enrollment.Operations.Broker;
using Enrollment.Processing.Nights;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>The queue of the phases. A worker takes as many messages at a time as it has processors, and prefetches none.</summary>
internal sealed class NightlyPhaseConsumerDefinition : ConsumerDefinition<NightlyPhaseConsumer>
{
    private static readonly int Concurrency = Math.Max(2, Environment.ProcessorCount);

    public NightlyPhaseConsumerDefinition() => EndpointName = Queues.NightlySegments;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<NightlyPhaseConsumer> consumerConfigurator,
        IRegistrationContext context
    )
    {
        ((IRabbitMqReceiveEndpointConfigurator)endpointConfigurator).AsWorkQueue(context, Queues.NightlySegments, Concurrency);
        endpointConfigurator.ConcurrentMessageLimit = Concurrency;
    }
}
