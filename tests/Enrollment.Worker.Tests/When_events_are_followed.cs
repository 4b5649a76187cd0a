using System.Collections.Concurrent;
using Enrollment.TestKit;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon;
using Marten.Events.Daemon.Internals;
using Marten.Services;
using Marten.Subscriptions;
using Npgsql;

namespace Enrollment.Worker.Tests;

public sealed class When_events_are_followed
{
    [Test]
    public async Task Should_hand_each_to_a_subscription_once_with_two_workers()
    {
        var follower = new Follower();
        await using var servers = await TestServers.Create();
        await using var first = await TestWorker.Start(
            servers,
            builder => builder.Services.ConfigureMarten(store => store.Events.Subscribe(follower))
        );
        await using var second = await TestWorker.Start(
            servers,
            builder => builder.Services.ConfigureMarten(store => store.Events.Subscribe(follower))
        );

        foreach (var number in Enumerable.Range(1, 20))
        {
            await using var session = (number % 2 == 0 ? first : second).Store.LightweightSession();
            session.Events.StartStream($"learner/{number}", new Noted(number));
            await session.SaveChangesAsync();
        }

        await Eventually.Be(() => Task.FromResult(follower.Seen.ToArray()), seen => seen.Length >= 20);
        follower.Seen.Should().Equal(Enumerable.Range(1, 20));
        (await second.Readiness()).Should().Contain("\"leader\":{\"status\":\"Healthy\"");
    }

    // A number that is never used, as a killed worker leaves it, makes the daemon pass over a gap after some seconds: what is not committed
    // yet must not get lost in it.
    [Test]
    public async Task Should_hand_over_what_is_committed_long_after_later_numbers()
    {
        var follower = new Follower();
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(
            servers,
            builder => builder.Services.ConfigureMarten(store => store.Events.Subscribe(follower))
        );
        await using var slow = new NpgsqlConnection(servers.Postgres);
        await slow.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();

        await Note(1, worker.Store.LightweightSession());
        await Note(2, worker.Store.LightweightSession(SessionOptions.ForTransaction(transaction)));
        await Lose(worker);
        await Note(3, worker.Store.LightweightSession());
        await Task.Delay(TimeSpan.FromSeconds(6));
        await Note(4, worker.Store.LightweightSession());
        await transaction.CommitAsync();
        await Note(5, worker.Store.LightweightSession());

        var seen = await Eventually.Be(() => Task.FromResult(follower.Seen.ToArray()), all => all.Contains(5));
        seen.Should().Equal(Enumerable.Range(1, 5));
    }

    // As after a hand-over in which the process that led before wrote its progress once more: the one that leads finds it out of order and
    // gives up.
    [Test]
    public async Task Should_go_on_after_another_wrote_the_progress()
    {
        var follower = new Follower();
        await using var servers = await TestServers.Create();
        await using var worker = await TestWorker.Start(
            servers,
            builder => builder.Services.ConfigureMarten(store => store.Events.Subscribe(follower))
        );
        await Note(1, worker.Store.LightweightSession());
        await Note(2, worker.Store.LightweightSession());
        await Eventually.Be(() => Task.FromResult(follower.Seen.ToArray()), seen => seen.Contains(2));
        await Eventually.Be(() => Progress(worker), progress => progress.All(position => position == 2));
        await using (var session = worker.Store.LightweightSession())
        {
            session.QueueSqlCommand("update enrollment.mt_event_progression set last_seq_id = 1 where name like '%:All'");
            await session.SaveChangesAsync();
        }

        await Note(3, worker.Store.LightweightSession());

        await Eventually.Be(() => Task.FromResult(follower.Seen.ToArray()), seen => seen.Contains(3), seconds: 30);
        await Eventually.Be(() => Progress(worker), progress => progress.All(position => position == 3), seconds: 30);
    }

    private static async Task<IReadOnlyList<long>> Progress(TestWorker worker)
    {
        await using var session = worker.Store.QuerySession();
        return await session.QueryAsync<long>("select last_seq_id from enrollment.mt_event_progression where name like '%:All'");
    }

    private static async Task Note(int number, IDocumentSession session)
    {
        await using (session)
        {
            session.Events.StartStream($"learner/{number}", new Noted(number));
            await session.SaveChangesAsync();
        }
    }

    private static async Task Lose(TestWorker worker)
    {
        await using var session = worker.Store.LightweightSession();
        await session.QueryAsync<long>("select nextval('enrollment.mt_events_sequence')");
    }

    public sealed record Noted(int Number);

    private sealed class Follower : SubscriptionBase
    {
        public ConcurrentQueue<int> Seen { get; } = new();

        public override Task<IChangeListener> ProcessEventsAsync(
            EventRange page,
            ISubscriptionController controller,
            IDocumentOperations operations,
            CancellationToken cancellationToken
        )
        {
            foreach (var noted in page.Events.Select(one => one.Data).OfType<Noted>())
                Seen.Enqueue(noted.Number);
            return Task.FromResult(NullChangeListener.Instance);
        }
    }
}
