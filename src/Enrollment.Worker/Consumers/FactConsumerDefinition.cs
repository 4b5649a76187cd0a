using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Consumers;

/// <summary>The queue of one type of fact.</summary>
/// <remarks>
/// Facts wait for a transaction that they share. So as many are handled at once as are prefetched, without a connection for each.
/// </remarks>
internal sealed class FactConsumerDefinition<TFact, TConsumer> : ConsumerDefinition<TConsumer>
    where TFact : Fact
    where TConsumer : class, IConsumer<TFact>
{
    private static readonly string Queue = Queues.Of(typeof(TFact));

    public FactConsumerDefinition() => EndpointName = Queue;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context
    )
    {
        var options = context.GetRequiredService<EnrollmentOptions>();
        var endpoint = (IRabbitMqReceiveEndpointConfigurator)endpointConfigurator;
        endpoint.AsWorkQueue(context, Queue, options.Prefetch, typeof(TFact));
        endpoint.ConcurrentMessageLimit = endpoint.PrefetchCount;
        endpoint.ConfigureReceive(receive =>
            receive.UseFilter(
                new FactValidationFilter(
                    typeof(TFact),
                    options.Zone,
                    context.GetRequiredService<TimeProvider>(),
                    context.GetRequiredService<DeadLetterForwarder>(),
                    context.GetRequiredService<EnrollmentMetrics>()
                )
            )
        );
    }
}
