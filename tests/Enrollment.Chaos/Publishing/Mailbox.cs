using System.Collections.Concurrent;
using Enrollment.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Chaos.Publishing;

/// <summary>The LMS: its queue gets everything that is announced; it notes what came and acknowledges.</summary>
internal sealed class Mailbox(Uri broker) : IAsyncDisposable
{
    public const string Queue = "chaos-lms";

    private static readonly string[] Exchanges = [.. new[] { nameof(EnrollmentAnnouncement), nameof(NightlyRunCompleted) }.Select(name => $"{typeof(EnrollmentAnnouncement).Namespace}:{name}")];
    private readonly ConcurrentDictionary<Guid, Received> _received = [];
    private readonly CancellationTokenSource _end = new();
    private Task _keeping = Task.CompletedTask;

    /// <summary>What came, by id.</summary>
    public IReadOnlyDictionary<Guid, Received> Received => _received;

    /// <summary>Declares the queue, so that nothing is announced before it is there.</summary>
    public async Task Open()
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        foreach (var exchange in Exchanges)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await channel.QueueBindAsync(Queue, exchange, "");
        }

        _keeping = Task.Run(Keep);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _keeping;
        _end.Dispose();
    }

    private Task<IConnection> Connect() => new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = "chaos lms" }.CreateConnectionAsync();

    private async Task Keep()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await Consume();
            }
            catch (Exception)
            {
                // The broker went away; it is asked again.
                await Task.Delay(500);
            }
        }
    }

    private async Task Consume()
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 1000, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var content = Publishing.Received.ContentOf(delivery.BasicProperties.Type, delivery.Body.Span);
            _received.AddOrUpdate(Guid.Parse(delivery.BasicProperties.MessageId!), _ => new Received(1, content), (_, before) => before.Again(content));
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        while (channel.IsOpen && !_end.IsCancellationRequested)
            await Task.Delay(200);
    }
}
