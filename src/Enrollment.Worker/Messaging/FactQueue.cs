using Enrollment.Operations.Broker;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Worker.DeadLetters;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>The queue of one type of fact and its consumer.</summary>
/// <param name="FactType">The type.</param>
/// <param name="Together">Whether facts wait for a transaction they share: then as many are in hand as are fetched, without a connection
/// each.</param>
/// <param name="AddConsumer">Connects the consumer.</param>
internal sealed record FactQueue(Type FactType, bool Together, Action<IRegistrationContext, IReceiveEndpointConfigurator> AddConsumer)
{
    public void Connect(IRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit) =>
        rabbit.ReceiveEndpoint(
            Queues.Of(FactType),
            endpoint =>
            {
                endpoint.AsWorkQueue(context, Queues.Of(FactType), context.GetRequiredService<EnrollmentOptions>().Prefetch, FactType);
                if (Together)
                    endpoint.ConcurrentMessageLimit = endpoint.PrefetchCount;
                endpoint.ConfigureReceive(receive => receive.UseFilter(Validation(context)));
                AddConsumer(context, endpoint);
            }
        );

    private FactValidationFilter Validation(IRegistrationContext context) =>
        new(
            FactType,
            context.GetRequiredService<EnrollmentOptions>().Zone,
            context.GetRequiredService<TimeProvider>(),
            context.GetRequiredService<DeadLetterForwarder>(),
            context.GetRequiredService<EnrollmentMetrics>()
        );
}
