using Enrollment.Storage;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Transport;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;

namespace Enrollment.Worker.WarmUp;

/// <summary>Receives a message of each type of fact on its own bus and queue. The broker deletes the queue with the connection.</summary>
internal sealed class BusRehearsal(EnrollmentOptions options)
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Its start and stop are not logged, because they do not concern the worker's bus.
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
        var queue = $"enrollment-warm-up-{Guid.NewGuid():N}";
        using var received = new CountdownEvent(SampleBodies.All.Count);
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit => Connect(rabbit, queue, received));
        await bus.StartAsync(cancellationToken);
        try
        {
            await PublishAsync(queue, cancellationToken);
            while (!received.IsSet)
                await Task.Delay(10, cancellationToken);
        }
        finally
        {
            await bus.StopAsync(StopTimeout);
        }
    }

    private void Connect(IRabbitMqBusFactoryConfigurator rabbit, string queue, CountdownEvent received)
    {
        rabbit.Host(new Uri(options.RabbitMq));
        rabbit.ReceiveEndpoint(
            queue,
            endpoint =>
            {
                (endpoint.Exclusive, endpoint.AutoDelete, endpoint.Durable) = (true, true, false);
                endpoint.ConfigureConsumeTopology = false;
                endpoint.UseRawJsonDeserializer(RawSerializerOptions.All, isDefault: true);
                endpoint.ConfigureReceive(receive => receive.UseFilter(new LogScopeFilter()));
                endpoint.UseRetries();
                endpoint.Consumer(() => new Consumer(received));
            }
        );
    }

    // In the way that announcements are published.
    private async Task PublishAsync(string queue, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(options.RabbitMq) }.CreateConnectionAsync(
            cancellationToken
        );
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirmed, cancellationToken);
        foreach (var (_, body) in SampleBodies.All)
            await channel.BasicPublishAsync(
                "",
                queue,
                mandatory: true,
                new BasicProperties { ContentType = "application/json" },
                body,
                cancellationToken
            );
    }

    internal sealed record AnyFact(string MessageId);

    private sealed class Consumer(CountdownEvent received) : IConsumer<AnyFact>
    {
        // A fact also waits asynchronously.
        public async Task Consume(ConsumeContext<AnyFact> context)
        {
            await Task.Delay(1, context.CancellationToken);
            received.Signal();
        }
    }
}
