using System.Diagnostics;
using Enrollment.Benchmark.Messages;
using Enrollment.Operations.Announcing;
using RabbitMQ.Client;

namespace Enrollment.Benchmark.Announcing;

/// <summary>
/// How fast the broker takes and confirms messages like those the worker announces, from a program that does nothing else.
/// </summary>
internal static class ReferencePublisher
{
    private const string Queue = "bench-bare";
    private const int FewestMessages = 20_000;
    private const int MostMessages = 50_000;
    private const int WarmUp = 2_000;

    /// <summary>Messages per second: copies of one that was announced, into a queue of the same type.</summary>
    public static async Task<double> MeasureAsync(Uri rabbitMq, int announced)
    {
        var count = Math.Clamp(announced, FewestMessages, MostMessages);
        await using var publisher = await Publisher.ConnectAsync(rabbitMq);
        var sample = await PrepareAsync(rabbitMq);
        await publisher.PublishAllAsync(Copies(sample, WarmUp));
        var elapsed = Stopwatch.StartNew();
        await publisher.PublishAllAsync(Copies(sample, count));
        return count / elapsed.Elapsed.TotalSeconds;
    }

    private static IEnumerable<OutgoingMessage> Copies(BasicGetResult sample, int count) =>
        Enumerable.Repeat(new OutgoingMessage("", Queue, sample.Body, new BasicProperties(sample.BasicProperties)), count);

    private static async Task<BasicGetResult> PrepareAsync(Uri rabbitMq)
    {
        await using var connection = await new ConnectionFactory { Uri = rabbitMq }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, AnnouncementQueue.Quorum);
        return await channel.BasicGetAsync(AnnouncementQueue.Name, autoAck: true)
            ?? throw new WrongResultException("Nothing was announced.");
    }
}
