using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Batching;
using Enrollment.Processing.Facts;
using Enrollment.Storage.Nights;
using Enrollment.TestKit;
using Enrollment.Worker.Nights;
using Enrollment.Worker.Nights.Messages;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>Bodies on the night's exchanges that are none of its messages.</summary>
public sealed class When_night_messages_are_unreadable
{
    private static readonly DateOnly Date = new(2025, 6, 2);
    private static readonly Type[] Types = [typeof(StartNightlyRun), typeof(BatchSegmentCompleted), typeof(RunBatchSegment)];
    private static readonly string[] Bodies = ["", "not json", "{}", """{"businessDate":"2025-06-02"}""", "[1,2,3]", "\"text\"", "null"];
    private static readonly object[] Contents =
    [
        new { businessDate = "soon" },
        new { businessDate = (string?)null },
        new { businessDate = "2025-13-32" },
    ];

    [Test]
    public async Task Should_keep_each_once_and_go_on()
    {
        await using var world = await NightlyWorld.Create();
        await world.Given(new NightlySchedulerState { Since = world.Time.GetUtcNow(), LastDate = Date.AddDays(-1) });
        await world.StartWorkers(1, new NightScript());
        await using var forger = await NightMessageForger.Connect(world.Servers.RabbitMq);
        foreach (var type in Types)
            await Send(forger, type);
        await world.Ask(Date);
        var run = await world.Completed(Date);

        run.Batch.Counts.Should().Be(new SegmentCounts(60, 42, 12, 6));
        await NightlyWorld.Eventually(forger.Waiting, waiting => waiting == 0);
        // What is asked for later is taken later, so that a second dead letter of the ones before would be there.
        await world.Ask(Date.AddDays(1));
        await world.Completed(Date.AddDays(1));
        (await forger.DeadLetters()).Should().Be((uint)(Types.Length * (Bodies.Length + Contents.Length)));
    }

    [TestCase("messageId", "hr-1")]
    [TestCase("sentTime", "never")]
    [TestCase("headers", "none")]
    [TestCase("host", 5)]
    public async Task Should_refuse_a_broken_envelope_and_count_no_fault_of_ours(string member, object value)
    {
        await using var world = await NightlyWorld.Create();
        await world.Given(new NightlySchedulerState { Since = world.Time.GetUtcNow(), LastDate = Date });
        await world.StartWorkers(1, new NightScript());
        await using var forger = await NightMessageForger.Connect(world.Servers.RabbitMq);
        await forger.Send(Queues.NightlyCycle, typeof(StartNightlyRun), new { businessDate = Date }, member, value);

        await NightlyWorld.Eventually(forger.Waiting, waiting => waiting == 0);
        await NightlyWorld.Eventually(forger.DeadLetters, letters => letters > 0);
        (await forger.DeadLetters(Queues.Rejected)).Should().Be(1);
    }

    private static async Task Send(NightMessageForger forger, Type type)
    {
        foreach (var body in Bodies)
            await forger.PublishRaw(type, body);
        foreach (var content in Contents)
            await forger.Publish(type, content);
    }
}
