using System.Net;
using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.TestKit;

namespace Enrollment.Hostile.Tests;

public sealed class When_a_queue_has_no_consumer
{
    private static readonly string Queue = Queues.Of(typeof(UserDeactivated));

    [Test]
    public async Task Should_consume_again_after_somebody_has_deleted_the_queue()
    {
        await using var world = await HostileWorld.Start();

        await world.Servers.DeleteQueue(Queue);

        await Eventually.Be(() => Consumers(world), consumers => consumers > 0, seconds: 30);
        await world.IsStillAtWork();
    }

    [Test]
    public async Task Should_not_be_ready_while_the_broker_lets_nobody_consume_and_consume_as_soon_as_it_does()
    {
        await using var world = await HostileWorld.Start();
        await world.Servers.MayRead("^(?!enrollment-user-deactivated).*");
        await Eventually.Be(() => world.Servers.CloseConnections(except: TestPublisher.Name), closed => closed > 0);

        await Eventually.Be(
            world.Worker.Readiness,
            text => text.Contains($"No consumer on {Queue}", StringComparison.Ordinal),
            seconds: 30
        );
        (await world.Worker.Http.GetAsync(new Uri("/health/ready", UriKind.Relative)))
            .StatusCode.Should()
            .Be(HttpStatusCode.ServiceUnavailable);
        (await world.Worker.Text("/metrics")).Should().MatchRegex("""enrollment_problem\{[^}]*condition="consumers"[^}]*\} 1""");

        await world.Servers.MayRead(".*");

        await Eventually.Be(() => Consumers(world), consumers => consumers > 0, seconds: 30);
        await world.IsStillAtWork();
    }

    private static async Task<uint> Consumers(HostileWorld world)
    {
        try
        {
            return (await world.Declared(Queue)).ConsumerCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return 0;
        }
    }
}
