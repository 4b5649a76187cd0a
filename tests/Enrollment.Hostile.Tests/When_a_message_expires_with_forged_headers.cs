using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Storage.DeadLetters;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Hostile.Tests;

public sealed class When_a_message_expires_with_forged_headers
{
    [Test]
    public async Task Should_keep_it_as_undeliverable_with_the_brokers_own_reason()
    {
        await using var servers = await TestServers.Create();
        await (await TestWorker.Start(servers)).DisposeAsync();
        // Nobody consumes: it expires in its queue.
        await using (var publisher = await TestPublisher.Connect(servers.RabbitMq))
            await publisher.Publish(
                typeof(UserDeactivated),
                HostileWorld.Deactivated("late"),
                properties =>
                {
                    properties.Expiration = "1";
                    properties.Headers = new Dictionary<string, object?>
                    {
                        ["enrollment-problems"] = "garbage",
                        ["enrollment-queue"] = "forged",
                        ["enrollment-reason"] = "forged",
                        ["x-first-death-queue"] = "forged",
                        ["x-first-death-reason"] = "forged",
                        ["padding"] = new string('x', 120_000),
                    };
                }
            );

        await using var worker = await TestWorker.Start(servers);

        var letter = await Eventually.Be(() => Only(worker), one => one is not null);
        letter!.Kind.Should().Be(DeadLetterKind.Undeliverable);
        letter.Queue.Should().Be(Queues.Of(typeof(UserDeactivated)));
        letter.Reason.Should().Contain("expired");
        letter.LearnerId.Should().Be("late");
    }

    private static async Task<DeadLetter?> Only(TestWorker worker)
    {
        await using var session = worker.Store.QuerySession();
        return await session.Query<DeadLetter>().SingleOrDefaultAsync();
    }
}
