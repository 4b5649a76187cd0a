using System.Collections.Concurrent;
using Enrollment.Chaos.Judging;
using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Chaos.Publishing;

/// <summary>An LMS: its queue gets everything that is announced; it notes what came under which id and acknowledges.</summary>
/// <param name="broker">The broker.</param>
/// <param name="queue">Its queue.</param>
/// <param name="mostMessages">When so many wait, the queue refuses more; null for a queue that takes everything.</param>
internal sealed class LmsConsumer(Uri broker, string queue, int? mostMessages = null) : IAsyncDisposable
{
    /// <summary>The queue that takes everything.</summary>
    public const string Unlimited = "chaos-lms";

    /// <summary>The queue that refuses when it is full.</summary>
    public const string Limited = "chaos-lms-limited";

    private static readonly string[] Exchanges =
    [
        .. new[] { typeof(EnrollmentAnnouncement), typeof(NightlyRunCompleted) }.Select(Outgoing.ExchangeOf),
    ];
    private readonly ConcurrentDictionary<Guid, ReceivedAnnouncement> _received = [];
    private readonly CancellationTokenSource _end = new();
    private Task _keeping = Task.CompletedTask;
    private volatile bool _isAway;

    public string Queue => queue;

    /// <summary>What came, by message id; under none what had no readable one.</summary>
    public IReadOnlyDictionary<Guid, ReceivedAnnouncement> Received => _received;

    /// <summary>It reads nothing.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    /// <summary>Declares the queue, so that nothing is announced before it is there.</summary>
    public async Task OpenAsync()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        if (mostMessages is { } most)
            (arguments["x-max-length"], arguments["x-overflow"]) = (most, "reject-publish");
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, arguments);
        foreach (var exchange in Exchanges)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await channel.QueueBindAsync(Queue, exchange, "");
        }

        _keeping = Task.Run(SuperviseAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _keeping;
        _end.Dispose();
    }

    private Task<IConnection> ConnectAsync() =>
        new ConnectionFactory
        {
            Uri = broker,
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "chaos lms",
        }.CreateConnectionAsync();

    private async Task SuperviseAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                if (!IsAway)
                    await ConsumeAsync();
                await Task.Delay(200);
            }
            catch (Exception)
            {
                // The broker went away; it is asked again.
                await Task.Delay(500);
            }
        }
    }

    private void Record(BasicDeliverEventArgs delivery)
    {
        _ = Guid.TryParse(delivery.BasicProperties.MessageId, out var id);
        var content = AnnouncementContent.Of(delivery.BasicProperties.Type ?? "message without type", delivery.Body);
        _received.AddOrUpdate(id, _ => new ReceivedAnnouncement(content), (_, known) => known.And(content));
    }

    private async Task ConsumeAsync()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 1000, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Record(delivery);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        while (channel.IsOpen && !IsAway && !_end.IsCancellationRequested)
            await Task.Delay(200);
    }
}
