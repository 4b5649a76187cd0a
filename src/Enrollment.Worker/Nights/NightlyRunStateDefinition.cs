using Enrollment.Operations.Broker;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>
/// The queue of the saga. A run is one document: its messages are handled one at a time, and a conflict with another worker is retried.
/// </summary>
internal sealed class NightlyRunStateDefinition : SagaDefinition<NightlyRunState>
{
    public NightlyRunStateDefinition() => EndpointName = Queues.NightlyCycle;

    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator,
        ISagaConfigurator<NightlyRunState> sagaConfigurator,
        IRegistrationContext context
    )
    {
        ((IRabbitMqReceiveEndpointConfigurator)endpointConfigurator).AsWorkQueue(context, Queues.NightlyCycle, 16);
        endpointConfigurator.ConcurrentMessageLimit = 1;
        endpointConfigurator.UseInMemoryOutbox(context);
    }
}
