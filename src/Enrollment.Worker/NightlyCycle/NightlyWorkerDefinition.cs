using MassTransit;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>The queue every worker takes segments from, as many as it has processors, none in advance.</summary>
public sealed class NightlyWorkerDefinition : ConsumerDefinition<NightlyWorker>
{
    public NightlyWorkerDefinition()
    {
        EndpointName = "enrollment-nightly-segments";
        ConcurrentMessageLimit = Math.Max(2, Environment.ProcessorCount);
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<NightlyWorker> consumerConfigurator, IRegistrationContext context)
    {
        NightlyQueues.MakeQuorum(endpointConfigurator);
        endpointConfigurator.PrefetchCount = ConcurrentMessageLimit!.Value;
        endpointConfigurator.UseMessageRetry(retry => retry.Intervals(100, 500, 2000, 5000));
    }
}
