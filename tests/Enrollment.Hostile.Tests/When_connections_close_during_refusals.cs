using System.Text;
using Enrollment.Storage.DeadLetters;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Hostile.Tests;

/// <summary>The whole number is run by <c>infra/soak.sh closed-connections</c>.</summary>
public sealed class When_connections_close_during_refusals
{
    private const int Refusals = 10_000;
    private const int Closes = 20;

    [Test]
    public async Task Should_have_every_consumer_again_within_half_a_minute_and_every_queue_empty()
    {
        await using var world = await HostileWorld.Start("--Enrollment:DeadLetterMaxCount=1000000");
        for (var round = 1; round <= Soak.Number("CLOSED_CONNECTIONS", otherwise: 5); round++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var closing = CloseAgainAndAgain(world);
            await Publish(world, round, closing);
            var closed = await closing;
            var (published, consumed) = (watch.Elapsed, TimeSpan.Zero);
            foreach (var queue in HostileWorld.AllQueues)
                await Eventually.Be(() => world.Declared(queue), declared => declared.ConsumerCount > 0, seconds: 30);
            consumed = watch.Elapsed - published;
            await world.EveryQueueIsConsumedAndEmpty(seconds: 60);
            await using var session = world.Worker.Store.QuerySession();
            (await session.Query<DeadLetter>().CountAsync(letter => letter.Kind == DeadLetterKind.Rejected)).Should().Be(round * Refusals);
            TestContext.Out.WriteLine(
                $"round {round}: {closed} connections closed in {published.TotalSeconds:0} s, consumed after "
                    + $"{consumed.TotalSeconds:0} s, empty after {watch.Elapsed.TotalSeconds:0} s"
            );
        }

        await world.IsStillAtWork();
    }

    private static async Task<int> CloseAgainAndAgain(HostileWorld world)
    {
        var closed = 0;
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); closed < Closes; )
        {
            waited.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(2), "a worker without connections shows nothing");
            // At any moment of what follows a lost connection.
            await Task.Delay(Random.Shared.Next(50, 1_000));
            closed += await world.Servers.CloseConnections(except: TestPublisher.Name);
        }

        return closed;
    }

    /// <summary>Most of them while connections are being closed, the rest afterwards.</summary>
    private static async Task Publish(HostileWorld world, int round, Task closing)
    {
        for (var i = 0; i < Refusals; i += 100)
        {
            await Task.WhenAll(
                Enumerable
                    .Range(i, 100)
                    .Select(number =>
                        world.Worker.Publisher.Publish(
                            HostileWorld.FactTypes[number % HostileWorld.FactTypes.Length],
                            Encoding.UTF8.GetBytes($$"""{ "messageId": "{{round}}-{{number}}" }""")
                        )
                    )
            );
            if (!closing.IsCompleted)
                await Task.Delay(50);
        }
    }
}
