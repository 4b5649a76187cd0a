using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Enrollment.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Enrollment.Journeys.Tests;

/// <summary>An LMS that follows the outgoing messages with a plain AMQP client: drops what is stale, keeps the last word on every period.</summary>
internal sealed class Lms : IAsyncDisposable
{
    private static readonly Type[] Announced =
        [.. typeof(EnrollmentAnnouncement).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EnrollmentAnnouncement))), typeof(NightlyRunCompleted)];

    private static readonly string[] Told = ["status", "requirement", "enrolledOn", "due", "countsFrom", "overdueSince", "ruleId", "ruleVersion", "reason"];

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Lms(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>Type and message, in the order of arrival.</summary>
    public ConcurrentQueue<(string Type, JsonObject Message)> Received { get; } = [];

    public static async Task<Lms> Connect(string rabbitMq)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq) }.CreateConnectionAsync();
        var lms = new Lms(connection, await connection.CreateChannelAsync());
        await lms.Subscribe();
        return lms;
    }

    /// <summary>The last word on every period, following the rule of the docs: only what has a larger stream version is applied.</summary>
    public IReadOnlyDictionary<string, string> LastWords()
    {
        var (statuses, versions) = (new Dictionary<string, string>(), new Dictionary<string, long>());
        foreach (var (type, message) in Received.Where(entry => entry.Type != nameof(NightlyRunCompleted)))
        {
            var enrollment = $"{message["activityId"]}/{message["userId"]}";
            var version = message["streamVersion"]!.GetValue<long>();
            if (version <= versions.GetValueOrDefault(enrollment))
                continue;
            versions[enrollment] = version;
            statuses[message["periodId"]!.GetValue<string>()] = type == nameof(EnrollmentRetracted) ? "retracted" : Word(message);
        }

        return statuses;
    }

    private static string Word(JsonObject message) => string.Join(' ', Told.Select(name => message[name]?.ToString() ?? "-"));

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task Subscribe()
    {
        var queue = (await _channel.QueueDeclareAsync("lms", durable: true, exclusive: false, autoDelete: false)).QueueName;
        foreach (var type in Announced)
        {
            await _channel.ExchangeDeclareAsync($"{type.Namespace}:{type.Name}", ExchangeType.Fanout, durable: true);
            await _channel.QueueBindAsync(queue, $"{type.Namespace}:{type.Name}", "");
        }

        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            Received.Enqueue((delivery.Exchange.Split(':')[1], JsonNode.Parse(delivery.Body.Span)!.AsObject()));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }
}
