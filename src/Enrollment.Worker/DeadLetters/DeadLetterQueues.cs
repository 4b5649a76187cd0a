using Enrollment.Worker.Messaging;
using Marten;
using MassTransit;

namespace Enrollment.Worker.DeadLetters;

/// <summary>The queues on the way to the table. Their delivery limit is out of reach: there is nowhere to go from here, and newer brokers have a limit of their own.</summary>
internal static class DeadLetterQueues
{
    public static void Connect(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit)
    {
        Connect(context, rabbit, Queues.Rejected, DeadLetterKind.Rejected);
        Connect(context, rabbit, Queues.Failed, DeadLetterKind.Failed);
        Connect(context, rabbit, Queues.Undeliverable, DeadLetterKind.Undeliverable);
    }

    private static void Connect(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, string queue, DeadLetterKind kind) =>
        rabbit.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.SetQuorumQueue();
            endpoint.SetQueueArgument("x-delivery-limit", 1_000_000_000);
            endpoint.ConcurrentMessageLimit = 2;
            endpoint.ConfigureReceive(receive => receive.UseFilter(new KeepFilter(
                kind,
                context.GetRequiredService<IDocumentStore>(),
                context.GetRequiredService<TimeProvider>(),
                context.GetRequiredService<ILogger<KeepFilter>>())));
        });
}
