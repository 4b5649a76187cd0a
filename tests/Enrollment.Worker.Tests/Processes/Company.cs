using Enrollment.Storage;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Rules;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Enrollment.Worker.Observability;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// A company on servers of its own, and the worker processes at work for it. They go by the demonstration clock, and begin the nights
/// themselves.
/// </summary>
internal sealed class Company : IAsyncDisposable
{
    /// <summary>The day before <see cref="NightQueries.First"/>.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Queue<WorkerProcess> _workers = [];
    private readonly ServiceProvider _services;

    private Company(TestServers servers)
    {
        Servers = servers;
        _services = new ServiceCollection()
            .AddLogging()
            .AddStorage(new EnrollmentOptions { Postgres = servers.Postgres })
            .BuildServiceProvider();
    }

    public TestServers Servers { get; }

    public IDocumentStore Store => _services.GetRequiredService<IDocumentStore>();

    /// <summary>What the worker processes have logged, those that were killed too.</summary>
    public IEnumerable<string> Log => All.SelectMany(worker => worker.Log);

    /// <summary>Every worker there ever was.</summary>
    public List<WorkerProcess> All { get; } = [];

    public static async Task<Company> Of(int people)
    {
        var company = new Company(await TestServers.Create());
        await SchemaChanges.ApplyAsync(company.Store, CancellationToken.None);
        await LearnerSeeder.Seed(company.Store, people);
        await ClockSetting.SetAsync(company.Store, Noon, running: false);
        return company;
    }

    public async Task StartWorkers(int count)
    {
        for (var i = 0; i < count; i++)
            StartWorker();
        await Task.WhenAll(_workers.Select(worker => worker.IsReady()));
        await Eventually.Be(
            () => Read(session => session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId)),
            ledger => ledger is not null
        );
    }

    /// <summary>Does not wait for it: it takes part once it is up.</summary>
    public void StartWorker()
    {
        var worker = new WorkerProcess(Servers, "--Enrollment:DemonstrationClock=true");
        _workers.Enqueue(worker);
        All.Add(worker);
    }

    /// <summary>Kills the one that has been at work for the longest time.</summary>
    public void KillWorker() => _workers.Dequeue().Kill();

    public async Task Save(RuleMessages.Saved rule)
    {
        await using var publisher = await TestPublisher.Connect(Servers.RabbitMq);
        await publisher.Publish<Contracts.AutoEnrollmentRuleSaved>(rule.Json);
        await Eventually.Be(() => Read(session => session.LoadAsync<RuleDocument>(rule.RuleId)), saved => saved is not null);
    }

    public async Task<T> Read<T>(Func<IQuerySession, Task<T>> read)
    {
        await using var session = Store.QuerySession();
        return await read(session);
    }

    /// <summary>The one column of a query.</summary>
    public Task<IReadOnlyList<T>> Values<T>(string sql) => Read(session => session.QueryAsync<T>(sql));

    public async ValueTask DisposeAsync()
    {
        All.ForEach(worker => worker.Dispose());
        await _services.DisposeAsync();
        await Servers.DisposeAsync();
    }
}
