using System.Diagnostics;
using Enrollment.Benchmark.Messages;
using RabbitMQ.Client;

namespace Enrollment.Benchmark.Announcing;

/// <summary>
/// How fast the broker takes and confirms messages like those the worker announces, from a program that does nothing else.
/// </summary>
internal static class BarePublisher
{
    private const string Queue = "bench-bare";
    private const int FewestMessages = 20_000;
    private const int MostMessages = 50_000;
    private const int WarmUp = 2_000;

    /// <summary>Messages per second: copies of one that was announced, into a queue of the same type.</summary>
    public static async Task<double> Measure(Uri rabbitMq, int announced)
    {
        var count = Math.Clamp(announced, FewestMessages, MostMessages);
        await using var publisher = await Publisher.Connect(rabbitMq);
        var sample = await Prepare(rabbitMq);
        await publisher.PublishAll(Copies(sample, WarmUp));
        var elapsed = Stopwatch.StartNew();
        await publisher.PublishAll(Copies(sample, count));
        return count / elapsed.Elapsed.TotalSeconds;
    }

    private static IEnumerable<Outgoing> Copies(BasicGetResult sample, int count) =>
        Enumerable.Repeat(new Outgoing("", Queue, sample.Body, new BasicProperties(sample.BasicProperties)), count);

    private static async Task<BasicGetResult> Prepare(Uri rabbitMq)
    {
        await using var connection = await new ConnectionFactory { Uri = rabbitMq }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, AnnouncementQueue.Quorum);
        return await channel.BasicGetAsync(AnnouncementQueue.Name, autoAck: true)
            ?? throw new WrongResultException("Nothing was announced.");
    }
}
