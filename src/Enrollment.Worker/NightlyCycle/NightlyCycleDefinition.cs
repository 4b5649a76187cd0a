using MassTransit;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>One run is one document: its messages are taken one by one, and what meets another worker's is retried.</summary>
public sealed class NightlyCycleDefinition : SagaDefinition<NightlyCycleState>
{
    public NightlyCycleDefinition()
    {
        EndpointName = "enrollment-nightly-cycle";
        ConcurrentMessageLimit = 1;
    }

    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<NightlyCycleState> sagaConfigurator, IRegistrationContext context)
    {
        NightlyQueues.MakeQuorum(endpointConfigurator);
        endpointConfigurator.UseMessageRetry(retry =>
            retry.Exponential(12, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(50)));
        endpointConfigurator.UseInMemoryOutbox(context);
    }
}
