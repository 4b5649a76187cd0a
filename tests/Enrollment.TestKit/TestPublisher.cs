using System.Text;
using RabbitMQ.Client;

namespace Enrollment.TestKit;

/// <summary>Publishes as any program would that speaks AMQP: bytes to an exchange, with confirms.</summary>
public sealed class TestPublisher : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private TestPublisher(IConnection connection, IChannel channel) => (this._connection, this._channel) = (connection, channel);

    public const string Name = "test publisher";

    public static async Task<TestPublisher> Connect(string uri)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(uri), ClientProvidedName = Name }.CreateConnectionAsync();
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        return new TestPublisher(connection, await connection.CreateChannelAsync(options));
    }

    public Task Publish<TFact>(string body, Action<BasicProperties>? set = null) =>
        Publish(typeof(TFact), Encoding.UTF8.GetBytes(body), set);

    public Task Publish(Type factType, ReadOnlyMemory<byte> body, Action<BasicProperties>? set = null)
    {
        ArgumentNullException.ThrowIfNull(factType);
        return Publish($"{factType.Namespace}:{factType.Name}", "", body, set);
    }

    /// <summary>Straight into a queue.</summary>
    public Task Send(string queue, ReadOnlyMemory<byte> body, Action<BasicProperties>? set = null) => Publish("", queue, body, set);

    private async Task Publish(string exchange, string routingKey, ReadOnlyMemory<byte> body, Action<BasicProperties>? set)
    {
        var properties = new BasicProperties();
        set?.Invoke(properties);
        // On a closed channel the client would wait for a confirmation without end.
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, timeout.Token);
    }

    public async Task<uint> Depth(string queue) => (await _channel.QueueDeclarePassiveAsync(queue)).MessageCount;

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
