using Enrollment.Storage;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Enrollment.Worker.Observability;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>Runs as the saga stores them, each step when the test says so; no worker is at work.</summary>
internal sealed class StoredNights : IAsyncDisposable
{
    public const int SegmentSize = 500;

    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    private StoredNights(TestServers servers)
    {
        Servers = servers;
        _services = new ServiceCollection()
            .AddLogging()
            .AddStorage(new EnrollmentOptions { Postgres = servers.Postgres })
            .BuildServiceProvider();
    }

    public TestServers Servers { get; }

    /// <summary>The date of the latest run.</summary>
    public DateOnly Date { get; private set; } = new(2026, 5, 1);

    private IDocumentStore Store => _services.GetRequiredService<IDocumentStore>();

    public static async Task<StoredNights> Create()
    {
        var nights = new StoredNights(await TestServers.Create());
        await SchemaChanges.ApplyAsync(nights.Store, CancellationToken.None);
        return nights;
    }

    /// <summary>A phase cut into segments, of which the first few are counted.</summary>
    public static PhaseProgress Progress(int segments, int done, int failedInEach = 0) =>
        Enumerable
            .Range(1, done)
            .Aggregate(
                PhaseProgress.Planned(new PlannedWork(segments, segments * SegmentSize)),
                (phase, segment) => phase.With(segment, new SegmentCounts(SegmentSize, SegmentSize - failedInEach, 0, failedInEach))
            );

    /// <summary>The next date begins.</summary>
    public Task Begin()
    {
        Date = Date.AddDays(1);
        return Is(NightlyRunStates.PlanningBatch, PhaseProgress.NotPlanned, PhaseProgress.NotPlanned);
    }

    public Task RunsBatch(PhaseProgress batch) => Is(NightlyRunStates.RunningBatch, batch, PhaseProgress.NotPlanned);

    public Task RunsRollover(PhaseProgress batch, PhaseProgress rollover) => Is(NightlyRunStates.RunningRollover, batch, rollover);

    public Task Ends(PhaseProgress batch, PhaseProgress rollover) => Is(NightlyRunStates.Completed, batch, rollover);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Servers.DisposeAsync();
    }

    private async Task Is(string state, PhaseProgress batch, PhaseProgress rollover)
    {
        var hasEnded = state == NightlyRunStates.Completed;
        await using var session = Store.LightweightSession();
        session.Store(
            new NightlySchedulerState
            {
                Since = Noon,
                LastDate = Date,
                Unfinished = hasEnded ? null : Date,
            }
        );
        session.Store(
            new NightlyRunDocument
            {
                CorrelationId = NightlyRun.IdOf(Date),
                BusinessDate = Date,
                CurrentState = state,
                StartedAt = Noon,
                CompletedAt = hasEnded ? Noon.AddMinutes(1) : null,
                Batch = batch,
                Rollover = rollover,
            }
        );
        await session.SaveChangesAsync();
    }
}
