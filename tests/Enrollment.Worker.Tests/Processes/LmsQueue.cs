using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Enrollment.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>A queue of an LMS for everything that is announced; with a limit it refuses what is beyond it.</summary>
internal sealed class LmsQueue : IAsyncDisposable
{
    private static readonly string[] Exchanges = [ExchangeOf<EnrollmentAnnouncement>(), ExchangeOf<NightlyRunCompleted>()];

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private LmsQueue(IConnection connection, IChannel channel, string name) =>
        (this._connection, this._channel, Name) = (connection, channel, name);

    public string Name { get; }

    /// <summary>What was read, in the order of arrival.</summary>
    public ConcurrentQueue<ReceivedAnnouncement> Read { get; } = [];

    public IReadOnlySet<string> Ids => Read.Select(announced => announced.Id).ToHashSet();

    public static async Task<LmsQueue> BindAsync(string rabbitMq, string name, int? limit = null)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq) }.CreateConnectionAsync();
        var queue = new LmsQueue(connection, await connection.CreateChannelAsync(), name);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        if (limit is { } most)
            (arguments["x-max-length"], arguments["x-overflow"]) = (most, "reject-publish");
        await queue._channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments);
        foreach (var exchange in Exchanges)
        {
            await queue._channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await queue._channel.QueueBindAsync(name, exchange, "");
        }

        return queue;
    }

    public async Task<int> Count() => (int)await _channel.MessageCountAsync(Name);

    /// <summary>From now on everything is read.</summary>
    public Task StartReading()
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            Read.Enqueue(ReceivedAnnouncement.Of(delivery));
            return Task.CompletedTask;
        };
        return _channel.BasicConsumeAsync(Name, autoAck: true, consumer);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static string ExchangeOf<T>() => $"{typeof(T).Namespace}:{typeof(T).Name}";
}

/// <summary>A message as it arrived; a night has no enrollment.</summary>
internal sealed record ReceivedAnnouncement(string Id, string Type, string? Enrollment, long Version)
{
    public static ReceivedAnnouncement Of(BasicDeliverEventArgs delivery)
    {
        var body = JsonNode.Parse(delivery.Body.Span)!.AsObject();
        var enrollment = body.ContainsKey("periodId") ? $"{body["activityId"]} {body["userId"]}" : null;
        var version = body["streamVersion"]?.GetValue<long>() ?? 0;
        return new ReceivedAnnouncement(delivery.BasicProperties.MessageId!, delivery.BasicProperties.Type!, enrollment, version);
    }
}
