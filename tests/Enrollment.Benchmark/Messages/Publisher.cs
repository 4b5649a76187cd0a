using System.Text.Json;
using Enrollment.Contracts;
using RabbitMQ.Client;

namespace Enrollment.Benchmark.Messages;

/// <summary>Publishes plain JSON as any program would that speaks AMQP, each message confirmed by the broker, many under way at once.</summary>
internal sealed class Publisher : IAsyncDisposable
{
    private const int Outstanding = 1_000;

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Publisher(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Publisher> Connect(Uri rabbitMq)
    {
        var connection = await new ConnectionFactory { Uri = rabbitMq }.CreateConnectionAsync();
        // How many are under way is decided below, so the library need not slow them down.
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);
        return new Publisher(connection, await connection.CreateChannelAsync(options));
    }

    public static string ExchangeOf<T>() => $"{typeof(T).Namespace}:{typeof(T).Name}";

    public static byte[] Body<TFact>(TFact fact)
        where TFact : Fact => JsonSerializer.SerializeToUtf8Bytes(fact, ContractJson.Options);

    public Task Publish<TFact>(TFact fact)
        where TFact : Fact => Publish(ExchangeOf<TFact>(), Body(fact)).AsTask();

    public ValueTask Publish(string exchange, ReadOnlyMemory<byte> body) =>
        _channel.BasicPublishAsync(exchange, "", mandatory: true, new BasicProperties { ContentType = "application/json", Persistent = true }, body);

    public async Task PublishAll(string exchange, IEnumerable<byte[]> bodies)
    {
        var underWay = new Queue<Task>();
        foreach (var body in bodies)
        {
            if (underWay.Count == Outstanding)
                await underWay.Dequeue();
            underWay.Enqueue(Publish(exchange, body).AsTask());
        }

        await Task.WhenAll(underWay);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
