using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.TestKit;

namespace Enrollment.Hostile.Tests;

/// <summary>
/// Has a name that comes last: RabbitMQ 3.10.8 gives up the dead-lettering of the whole node here, and declares no queue that dead-letters
/// at least once until it is started again.
/// </summary>
public sealed class When_x_death_is_forged
{
    // RabbitMQ 3.10.8 fails on an x-death that is no list of tables, and gives up the dead-lettering of the queue.
    [Test]
    public async Task Should_report_that_the_broker_does_not_hand_it_on()
    {
        await using var servers = await TestServers.Create();
        await (await TestWorker.Start(servers)).DisposeAsync();
        await using (var publisher = await TestPublisher.Connect(servers.RabbitMq))
            await publisher.Publish(
                typeof(UserDeactivated),
                HostileWorld.Deactivated("late"),
                properties =>
                {
                    properties.Expiration = "1";
                    properties.Headers = new Dictionary<string, object?> { ["x-death"] = new List<object?> { "no table" } };
                }
            );

        await using var worker = await TestWorker.Start(servers);

        var queue = Queues.Of(typeof(UserDeactivated));
        await Eventually.Be(worker.Readiness, answer => answer.Contains($"1 in {queue}"), seconds: 30);
        (await worker.Readiness()).Should().Contain("dead-lettering").And.Contain("Degraded");
        (await worker.Text("/metrics")).Should().MatchRegex("""enrollment_problem\{[^}]*condition="dead-lettering"[^}]*\} 1""");
        await worker.Publisher.Publish(typeof(UserDeactivated), HostileWorld.Deactivated("next"));
        await Eventually.Be(() => HostileWorld.IsKnown(worker, "next"), known => known);
    }
}
