using System.Collections.Concurrent;
using Enrollment.Worker.Tests.Fixture;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon;
using Marten.Events.Daemon.Internals;
using Marten.Subscriptions;

namespace Enrollment.Worker.Tests;

public sealed class When_events_are_followed
{
    [Test]
    public async Task Should_hand_each_to_a_subscription_once_with_two_workers()
    {
        var follower = new Follower();
        await using var servers = await TestServers.Create();
        await using var first = await TestWorker.Start(servers, builder => builder.Services.ConfigureMarten(store => store.Events.Subscribe(follower)));
        await using var second = await TestWorker.Start(servers, builder => builder.Services.ConfigureMarten(store => store.Events.Subscribe(follower)));

        foreach (var number in Enumerable.Range(1, 20))
        {
            await using var session = (number % 2 == 0 ? first : second).Store.LightweightSession();
            session.Events.StartStream($"learner/{number}", new Noted(number));
            await session.SaveChangesAsync();
        }

        await Eventually.Be(() => Task.FromResult(follower.Seen.ToArray()), seen => seen.Length >= 20);
        follower.Seen.Should().Equal(Enumerable.Range(1, 20));
        (await second.Readiness()).Should().Contain("\"daemon\":{\"status\":\"Healthy\"");
    }

    public sealed record Noted(int Number);

    private sealed class Follower : SubscriptionBase
    {
        public ConcurrentQueue<int> Seen { get; } = new();

        public override Task<IChangeListener> ProcessEventsAsync(
            EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
        {
            foreach (var noted in page.Events.Select(one => one.Data).OfType<Noted>())
                Seen.Enqueue(noted.Number);
            return Task.FromResult(NullChangeListener.Instance);
        }
    }
}
