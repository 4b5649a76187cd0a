using System.Text;
using System.Text.Json;
using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Facts;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Nights;
using Enrollment.Worker.Nights.Messages;
using RabbitMQ.Client;

namespace NightlyCycle;

/// <summary>Somebody who may publish, and sends the night's own messages with lies in them. Declares the queues of dead letters.</summary>
internal sealed class Forger : IAsyncDisposable
{
    private static readonly string[] DeadLetterQueues = [Queues.Rejected, Queues.Failed, Queues.Undeliverable];
    private static readonly int[] Segments = [1, 2, 0, -1, 99_999, int.MaxValue];
    private static readonly object NothingPlanned = new { segments = 0, items = 0 };
    private static readonly object Lies = new
    {
        planned = 1_000_000,
        applied = -5,
        unchanged = 0,
        failed = 7,
    };

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Forger(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Forger> Connect(Uri rabbitMq)
    {
        var connection = await new ConnectionFactory { Uri = rabbitMq }.CreateConnectionAsync();
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        var forger = new Forger(connection, await connection.CreateChannelAsync(confirmed));
        foreach (var queue in DeadLetterQueues)
            await forger._channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        return forger;
    }

    /// <summary>Every message of the night, for these dates and unknown ones, with segments there are and are not, many times.</summary>
    public async Task<int> Forge(int times, params DateOnly[] dates)
    {
        DateOnly[] all = [.. dates, DateOnly.MinValue, new(1990, 1, 1), DateOnly.MaxValue];
        var forged = Enumerable.Repeat(all.SelectMany(Messages), times).SelectMany(messages => messages).ToArray();
        await Task.WhenAll(forged.Select(message => Publish(message.Type, message.Body)));
        return forged.Length;
    }

    public async Task<uint> DeadLetters()
    {
        var depths = 0u;
        foreach (var queue in DeadLetterQueues)
            depths += (await _channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        return depths;
    }

    /// <summary>Messages that wait for the night's consumers.</summary>
    public async Task<uint> Waiting() =>
        (await _channel.QueueDeclarePassiveAsync("enrollment-nightly-cycle")).MessageCount
        + (await _channel.QueueDeclarePassiveAsync("enrollment-nightly-segments")).MessageCount;

    public async Task<uint> DeadLetters(string queue) => (await _channel.QueueDeclarePassiveAsync(queue)).MessageCount;

    /// <summary>Straight into the queue, in an envelope with one more member.</summary>
    public async Task Send(string queue, Type type, object message, string member, object? value)
    {
        var envelope = new Dictionary<string, object?>
        {
            ["messageType"] = new[] { $"urn:message:{type.Namespace}:{type.Name}" },
            ["message"] = message,
            [member] = value,
        };
        await _channel.BasicPublishAsync(
            "",
            queue,
            mandatory: true,
            new BasicProperties { ContentType = "application/vnd.masstransit+json" },
            JsonSerializer.SerializeToUtf8Bytes(envelope)
        );
    }

    public Task Publish(Type type, object message, string? content = null) =>
        Publish(
            type,
            JsonSerializer.SerializeToUtf8Bytes(new { messageType = new[] { $"urn:message:{type.Namespace}:{type.Name}" }, message }),
            content ?? "application/vnd.masstransit+json"
        );

    public Task PublishRaw(Type type, string body, string? content = null) => Publish(type, Encoding.UTF8.GetBytes(body), content);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task Publish(Type type, byte[] body, string? content) =>
        await _channel.BasicPublishAsync(
            $"{type.Namespace}:{type.Name}",
            "",
            mandatory: true,
            new BasicProperties { ContentType = content },
            body
        );

    private static IEnumerable<(Type Type, object Body)> Messages(DateOnly date)
    {
        yield return (typeof(StartNightlyRun), new { businessDate = date });
        yield return (typeof(RunNightlyBatch), new { businessDate = date });
        yield return (typeof(RollOverPeriods), new { businessDate = date });
        yield return (typeof(NightlyBatchPlanned), new { businessDate = date, work = NothingPlanned });
        yield return (typeof(NightlyBatchPlanned), new { businessDate = date });
        yield return (typeof(PeriodRolloverPlanned), new { businessDate = date, work = NothingPlanned });
        foreach (var segment in Segments)
        {
            yield return (typeof(RunBatchSegment), new { businessDate = date, segment });
            yield return (typeof(RunRolloverSegment), new { businessDate = date, segment });
            yield return (
                typeof(BatchSegmentCompleted),
                new
                {
                    businessDate = date,
                    segment,
                    counts = Lies,
                }
            );
            yield return (
                typeof(RolloverSegmentCompleted),
                new
                {
                    businessDate = date,
                    segment,
                    counts = Lies,
                }
            );
            yield return (typeof(RolloverSegmentCompleted), new { businessDate = date, segment });
        }
    }
}
