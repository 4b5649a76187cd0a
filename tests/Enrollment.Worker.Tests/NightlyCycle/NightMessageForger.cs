using System.Text;
using System.Text.Json;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Batching;
using Enrollment.Processing.Facts;
using Enrollment.TestKit;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Nights;
using RabbitMQ.Client;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>Publishes forged messages of the night. Declares the queues of dead letters.</summary>
internal sealed class NightMessageForger : IAsyncDisposable
{
    private static readonly string[] DeadLetterQueues = [Queues.Rejected, Queues.Failed, Queues.Undeliverable];

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private NightMessageForger(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<NightMessageForger> Connect(Uri rabbitMq)
    {
        var connection = await new ConnectionFactory { Uri = rabbitMq }.CreateConnectionAsync();
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        var forger = new NightMessageForger(connection, await connection.CreateChannelAsync(confirmed));
        foreach (var queue in DeadLetterQueues)
            await forger._channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        return forger;
    }

    /// <summary>Every message of the night, for these dates and unknown ones, with segments there are and are not, many times.</summary>
    public async Task<int> Forge(int times, params DateOnly[] dates)
    {
        DateOnly[] all = [.. dates, DateOnly.MinValue, new(1990, 1, 1), DateOnly.MaxValue];
        var forged = Enumerable.Repeat(all.SelectMany(ForgedNightMessages.Create), times).SelectMany(messages => messages).ToArray();
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
            ["messageType"] = new[] { $"urn:message:{MessageNames.Of(type)}" },
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
            JsonSerializer.SerializeToUtf8Bytes(new { messageType = new[] { $"urn:message:{MessageNames.Of(type)}" }, message }),
            content ?? "application/vnd.masstransit+json"
        );

    public Task PublishRaw(Type type, string body, string? content = null) => Publish(type, Encoding.UTF8.GetBytes(body), content);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task Publish(Type type, byte[] body, string? content) =>
        await _channel.BasicPublishAsync(MessageNames.Of(type), "", mandatory: true, new BasicProperties { ContentType = content }, body);
}
