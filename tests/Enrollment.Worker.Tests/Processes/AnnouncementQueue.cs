using System.Collections.Concurrent;
using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>A queue that gets everything of one type that is announced, and keeps it until it is read.</summary>
internal sealed class AnnouncementQueue : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _name;

    private AnnouncementQueue(IConnection connection, IChannel channel, Type type) =>
        (this._connection, this._channel, _name) = (connection, channel, $"lms-{type.Name}");

    public static async Task<AnnouncementQueue> For<TAnnouncement>(string rabbitMq)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq) }.CreateConnectionAsync();
        var mailbox = new AnnouncementQueue(connection, await connection.CreateChannelAsync(), typeof(TAnnouncement));
        await mailbox.Bind($"{typeof(TAnnouncement).Namespace}:{typeof(TAnnouncement).Name}");
        return mailbox;
    }

    /// <summary>How many lie in it.</summary>
    public async Task<int> Count() => (int)await _channel.MessageCountAsync(_name);

    /// <summary>Reads so many of different ids, and whatever else is there by then.</summary>
    public async Task<IReadOnlyCollection<string>> Ids(int atLeast)
    {
        var ids = new ConcurrentQueue<string>();
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            ids.Enqueue(delivery.BasicProperties.MessageId!);
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(_name, autoAck: true, consumer);
        await Eventually.Be(() => Task.FromResult(ids.Distinct().Count()), different => different >= atLeast, seconds: 60);
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task Bind(string exchange)
    {
        await _channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        await _channel.QueueDeclareAsync(
            _name,
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }
        );
        await _channel.QueueBindAsync(_name, exchange, "");
    }
}
