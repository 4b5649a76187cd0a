using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Seeding;
using Enrollment.Contracts;
using Enrollment.Storage.Access;
using Enrollment.Storage.Rules;
using Enrollment.Worker.Messaging;
using Marten;

namespace Enrollment.Benchmark.Servers;

/// <summary>A worker on its servers, with people in the database and nothing left to do.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private static readonly TimeSpan QuietTimeout = TimeSpan.FromMinutes(30);

    private readonly CancellationToken _cancellation;

    private Deployment(Sandbox sandbox, WorkerProcess worker, Publisher publisher, CancellationToken cancellationToken) =>
        (Sandbox, Worker, Publisher, _cancellation) = (sandbox, worker, publisher, cancellationToken);

    public Sandbox Sandbox { get; }

    public WorkerProcess Worker { get; private set; }

    public Publisher Publisher { get; }

    public static async Task<Deployment> StartAsync(Settings settings, string name, int learners, CancellationToken cancellationToken)
    {
        var sandbox = await Sandbox.CreateAsync();
        try
        {
            ProgressLog.Write($"{name}: seeding {learners:N0} people");
            await new Seeder(sandbox, settings.Pilots).SeedAsync(learners, cancellationToken);
            ProgressLog.Write($"{name}: starting the worker");
            var worker = await WorkerProcess.StartAsync(sandbox, settings, name, cancellationToken);
            return new Deployment(sandbox, worker, await Publisher.ConnectAsync(sandbox.RabbitMq), cancellationToken);
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the worker and starts another; returns when that one says that it is ready.</summary>
    public async Task RestartAsync(Settings settings, string name)
    {
        await Worker.DisposeAsync();
        Worker = await WorkerProcess.StartAsync(Sandbox, settings, name, _cancellation);
    }

    /// <summary>Publishes the rule and waits until it is stored.</summary>
    public async Task SaveAsync(AutoEnrollmentRuleSaved rule)
    {
        await Publisher.PublishAsync(rule);
        await UntilAsync(
            async () =>
            {
                await using var session = Sandbox.Store.QuerySession();
                return await session.LoadAsync<RuleDocument>(rule.RuleId, _cancellation) is not null;
            },
            $"the rule {rule.RuleId} is stored"
        );
    }

    /// <summary>Waits until the worker's daemon has followed every event, and so announced what there is to announce.</summary>
    public Task IsQuietAsync() =>
        UntilAsync(
            () =>
                Sandbox.ValueAsync<bool>(
                    $"""
                    select coalesce((select max(last_seq_id) from {DatabaseSchema.Name}.mt_event_progression
                        where name like 'Announcements%'), 0)
                      >= (select coalesce(max(seq_id), 0) from {DatabaseSchema.Name}.mt_events)
                    """
                ),
            "everything stored is announced"
        );

    public Task UntilAsync(Func<Task<bool>> isThere, string what, int betweenLooks = 100) =>
        Polling.UntilAsync(isThere, what, QuietTimeout, _cancellation, betweenLooks);

    public async ValueTask DisposeAsync()
    {
        await Publisher.DisposeAsync();
        await Worker.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
