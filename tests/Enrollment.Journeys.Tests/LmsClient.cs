using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Enrollment.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Journeys.Tests;

/// <summary>An LMS that follows the outgoing messages with a plain AMQP client, as they come: one queue for all of them.</summary>
internal sealed class LmsClient : IAsyncDisposable
{
    private static readonly string[] Exchanges = [ExchangeOf(typeof(EnrollmentAnnouncement)), ExchangeOf(typeof(NightlyRunCompleted))];

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private LmsClient(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>Type and message, in the order of arrival.</summary>
    public ConcurrentQueue<(string Type, JsonObject Message)> Received { get; } = [];

    public LmsTable Table { get; } = new();

    public static async Task<LmsClient> Connect(string rabbitMq)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq) }.CreateConnectionAsync();
        var lms = new LmsClient(connection, await connection.CreateChannelAsync());
        await lms.Subscribe();
        return lms;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task Subscribe()
    {
        var queue = (await _channel.QueueDeclareAsync("lms", durable: true, exclusive: false, autoDelete: false)).QueueName;
        foreach (var exchange in Exchanges)
        {
            await _channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await _channel.QueueBindAsync(queue, exchange, "");
        }

        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var (type, message) = (delivery.BasicProperties.Type!, JsonNode.Parse(delivery.Body.Span)!.AsObject());
            Table.Apply(type, message);
            Received.Enqueue((type, message));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    private static string ExchangeOf(Type type) => $"{type.Namespace}:{type.Name}";
}
