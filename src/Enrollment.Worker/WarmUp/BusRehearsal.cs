using Enrollment.Storage;
using Enrollment.Worker.Messaging;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;

namespace Enrollment.Worker.WarmUp;

/// <summary>Receives a message of each kind of fact over a bus and a queue of its own, which goes with its connection.</summary>
internal sealed class BusRehearsal(EnrollmentOptions options)
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // It starts and stops, which is no news of the bus that operators know.
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
            await bus.StopAsync(LongestStop);
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
                endpoint.UsePatience();
                endpoint.Consumer(() => new Consumer(received));
            }
        );
    }

    // As announcements are published.
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
        // As a fact does, it waits for something.
        public async Task Consume(ConsumeContext<AnyFact> context)
        {
            await Task.Delay(1, context.CancellationToken);
            received.Signal();
        }
    }
}
