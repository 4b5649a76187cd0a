using Enrollment.Cli.Servers;
using Enrollment.Contracts;
using Enrollment.Operations.Publishing;
using Enrollment.Storage;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Cli.Nightly;

/// <summary>Asks for the run of a business date and follows it to its end.</summary>
internal sealed class NightRunner : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AsksAgainAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CommandPublisher publisher;
    private readonly IDocumentStore store;

    private NightRunner(CommandPublisher publisher, IDocumentStore store) => (this.publisher, this.store) = (publisher, store);

    public static async Task<NightRunner> Connect(EnrollmentOptions options, IDocumentStore store, CancellationToken cancellation)
    {
        var publisher = await CommandPublisher.OpenAsync(await Broker.Connect(options, cancellation), cancellation);
        return new NightRunner(publisher, store);
    }

    /// <param name="date">The business date to run.</param>
    /// <param name="seen">Told about the run whenever it was looked at.</param>
    /// <param name="cancellation">Stops waiting; the run goes on.</param>
    public async Task<NightlyRunDocument> Run(DateOnly date, Action<NightlyRunDocument> seen, CancellationToken cancellation)
    {
        var (asked, heard, stage) = (0L, TimeProvider.System.GetTimestamp(), "");
        while (TimeProvider.System.GetElapsedTime(heard) < Patience)
        {
            await using var session = store.QuerySession();
            var run = await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellation);
            if (run?.CompletedAt is not null)
                return run;
            if (run is null && (asked == 0 || TimeProvider.System.GetElapsedTime(asked) > AsksAgainAfter))
            {
                await Ask(date, cancellation);
                asked = TimeProvider.System.GetTimestamp();
            }

            if (run is not null && Stage(run) != stage)
                (heard, stage) = (TimeProvider.System.GetTimestamp(), Stage(run));
            if (run is not null)
                seen(run);
            await Task.Delay(BetweenLooks, cancellation);
        }

        throw new CommandFailed(
            $"The night of {date:yyyy-MM-dd} {(stage.Length == 0 ? "was not started" : "made no progress")} for a minute: is a worker running? See enrollctl status."
        );
    }

    public async ValueTask DisposeAsync() => await publisher.DisposeAsync();

    private async Task Ask(DateOnly date, CancellationToken cancellation)
    {
        if (!await publisher.PublishAsync(new StartNightlyRun(date), cancellation))
            throw new CommandFailed("No worker has declared the queue of the nightly cycle yet: start the worker first.");
    }

    private static string Stage(NightlyRunDocument run) =>
        $"{run.CurrentState} {run.Batch.Outstanding.Count} {run.Rollover.Outstanding.Count}";
}
