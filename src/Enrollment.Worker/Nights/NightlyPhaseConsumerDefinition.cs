using Enrollment.Operations.Broker;
using Enrollment.Processing.Nights;
using Enrollment.Storage;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>The queue of the phases. A worker prefetches no more messages than it handles at once.</summary>
internal sealed class NightlyPhaseConsumerDefinition : ConsumerDefinition<NightlyPhaseConsumer>
{
    public NightlyPhaseConsumerDefinition() => EndpointName = Queues.NightlySegments;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<NightlyPhaseConsumer> consumerConfigurator,
        IRegistrationContext context
    )
    {
        var concurrency = context.GetRequiredService<EnrollmentOptions>().Concurrency;
        ((IRabbitMqReceiveEndpointConfigurator)endpointConfigurator).AsWorkQueue(context, Queues.NightlySegments, concurrency);
        endpointConfigurator.ConcurrentMessageLimit = concurrency;
    }
}
