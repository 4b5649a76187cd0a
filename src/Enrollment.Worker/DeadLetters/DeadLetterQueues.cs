using Enrollment.Operations.Broker;
using Enrollment.Processing.DeadLetters;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>
/// The terminal dead-letter queues, which the workers empty into the table. Their delivery limit is out of reach: there is nowhere to go
/// from here, and newer brokers have a limit of their own.
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
