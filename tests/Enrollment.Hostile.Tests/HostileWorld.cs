using System.Text;
using Enrollment.Contracts;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Nights;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;
using Enrollment.TestKit;
using Enrollment.Worker.Nights;
using Marten;
using RabbitMQ.Client;

namespace Enrollment.Hostile.Tests;

/// <summary>A worker, and a publisher that means it no good.</summary>
internal sealed class HostileWorld : IAsyncDisposable
{
    public static readonly Type[] FactTypes =
    [
        typeof(UserCreated),
        typeof(UserUpdated),
        typeof(UserDeactivated),
        typeof(UserReactivated),
        typeof(GroupMembershipChanged),
        typeof(AutoEnrollmentRuleSaved),
        typeof(ActivityCompleted),
        typeof(ExemptionGranted),
        typeof(ExemptionRevoked),
        typeof(DueDateExtended),
        typeof(CompletionRevoked),
        typeof(RetrainingOrdered),
    ];

    private HostileWorld(TestServers servers, TestWorker worker) => (Servers, Worker) = (servers, worker);

    public TestServers Servers { get; }

    public TestWorker Worker { get; }

    /// <summary>Every queue that this worker consumes.</summary>
    public static IEnumerable<string> AllQueues => Queues.OfWork.Concat([Queues.Rejected, Queues.Failed, Queues.Undeliverable]);

    public static async Task<HostileWorld> Start(params string[] settings)
    {
        var servers = await TestServers.Create();
        return new HostileWorld(servers, await TestWorker.Start(servers, null, settings));
    }

    public static byte[] Deactivated(string user, string? messageId = null) =>
        Encoding.UTF8.GetBytes(
            $$"""{ "messageId": "{{messageId ?? $"m-{user}"}}", "occurredAt": "2026-03-09T09:00:00Z", "userId": "{{user}}" }"""
        );

    /// <summary>The learner is known some time after a good message: the queue is consumed and the worker at work.</summary>
    public async Task IsStillAtWork(int seconds = 60)
    {
        var user = $"good-{Guid.NewGuid():N}";
        await Worker.Publisher.Publish(typeof(UserDeactivated), Deactivated(user));
        await Eventually.Be(() => IsKnown(user), known => known, seconds);
    }

    public Task<bool> IsKnown(string user) => IsKnown(Worker, user);

    public static async Task<bool> IsKnown(TestWorker worker, string user)
    {
        await using var session = worker.Store.QuerySession();
        return await session.LoadAsync<LearnerDocument>(user) is not null;
    }

    public async Task<IReadOnlyList<DeadLetter>> DeadLetters()
    {
        await using var session = Worker.Store.QuerySession();
        return await session.Query<DeadLetter>().ToListAsync();
    }

    public Task<IReadOnlyList<DeadLetter>> HasDeadLetters(int count, int seconds = 30) =>
        Eventually.Be(DeadLetters, letters => letters.Count >= count, seconds);

    /// <summary>Messages and consumers of a queue, as the broker counts them.</summary>
    public async Task<QueueDeclareOk> Declared(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Servers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.QueueDeclarePassiveAsync(queue);
    }

    public async Task EveryQueueIsConsumedAndEmpty(int seconds)
    {
        foreach (var queue in AllQueues)
            await Eventually.Be(() => Declared(queue), declared => declared is { ConsumerCount: > 0, MessageCount: 0 }, seconds);
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await Servers.DisposeAsync();
    }
}
