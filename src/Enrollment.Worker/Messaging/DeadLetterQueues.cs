using Enrollment.Operations.Broker;
using Enrollment.Processing.DeadLetters;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.DeadLetters;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>
/// The terminal dead-letter queues. Workers move their messages to the table. The delivery limit is practically infinite, because these
/// queues have no dead-letter queue of their own, and newer brokers have a default limit.
/// </summary>
internal static class DeadLetterQueues
{
    private const int Prefetch = 500;

    public static void Connect(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit)
    {
        Connect(context, rabbit, Queues.Rejected, DeadLetterKind.Rejected);
        Connect(context, rabbit, Queues.Failed, DeadLetterKind.Failed);
        Connect(context, rabbit, Queues.Undeliverable, DeadLetterKind.Undeliverable);
    }

    private static void Connect(
        IBusRegistrationContext context,
        IRabbitMqBusFactoryConfigurator rabbit,
        string queue,
        DeadLetterKind kind
    ) =>
        rabbit.ReceiveEndpoint(
            queue,
            endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.SetQueueArgument("x-delivery-limit", 1_000_000_000);
                endpoint.WatchConsumer(context, queue, Prefetch);
                endpoint.ConcurrentMessageLimit = Prefetch;
                endpoint.ConfigureReceive(receive =>
                    receive.UseFilter(
                        new DeadLetterStoreFilter(
                            kind,
                            context.GetRequiredService<DeadLetterReader>(),
                            context.GetRequiredService<DeadLetterWriter>(),
                            context.GetRequiredService<DeadLetterForwarder>(),
                            context.GetRequiredService<TimeProvider>(),
                            context.GetRequiredService<ILogger<DeadLetterStoreFilter>>()
                        )
                    )
                );
            }
        );
}
