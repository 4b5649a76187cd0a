using System.Diagnostics;
using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Processing.Facts;
using RabbitMQ.Client;

namespace Enrollment.Benchmark.Messages;

/// <summary>Publishes as any program would that speaks AMQP, each message confirmed by the broker, many under way at once.</summary>
internal sealed class Publisher : IAsyncDisposable
{
    private const int Outstanding = 1_000;

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Publisher(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Publisher> ConnectAsync(Uri rabbitMq)
    {
        var connection = await new ConnectionFactory { Uri = rabbitMq }.CreateConnectionAsync();
        // How many are under way is decided below, so the library need not slow them down.
        var options = new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: null
        );
        return new Publisher(connection, await connection.CreateChannelAsync(options));
    }

    public static string ExchangeOf<T>() => $"{typeof(T).Namespace}:{typeof(T).Name}";

    /// <summary>A fact in plain JSON, for the exchange of its type.</summary>
    public static OutgoingMessage Of<TFact>(TFact fact)
        where TFact : Fact =>
        new(
            ExchangeOf<TFact>(),
            "",
            JsonSerializer.SerializeToUtf8Bytes(fact, ContractJson.Options),
            new BasicProperties { ContentType = "application/json", Persistent = true }
        );

    public Task PublishAsync<TFact>(TFact fact)
        where TFact : Fact => PublishAsync(Of(fact));

    public async Task PublishAllAsync(IEnumerable<OutgoingMessage> messages)
    {
        var underWay = new Queue<Task>();
        foreach (var message in messages)
        {
            if (underWay.Count == Outstanding)
                await underWay.Dequeue();
            underWay.Enqueue(PublishAsync(message));
        }

        await Task.WhenAll(underWay);
    }

    /// <summary>So many each second, whatever becomes of them; gives the instant at which each was published.</summary>
    public async Task<IReadOnlyList<DateTime>> PublishEvenlyAsync(IEnumerable<OutgoingMessage> messages, int perSecond)
    {
        var (begun, instants, underWay) = (Stopwatch.StartNew(), new List<DateTime>(), new List<Task>());
        foreach (var message in messages)
        {
            if (TimeSpan.FromSeconds((double)instants.Count / perSecond) - begun.Elapsed is { Ticks: > 0 } early)
                await Task.Delay(early);
            instants.Add(DateTime.UtcNow);
            underWay.Add(PublishAsync(message));
        }

        await Task.WhenAll(underWay);
        return instants;
    }

    /// <summary>Messages in a queue that nobody has taken yet.</summary>
    public Task<uint> WaitingAsync(string queue) => _channel.MessageCountAsync(queue);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task PublishAsync(OutgoingMessage message) =>
        _channel.BasicPublishAsync(message.Exchange, message.RoutingKey, mandatory: true, message.Properties, message.Body).AsTask();
}
