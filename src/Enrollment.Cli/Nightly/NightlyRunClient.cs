using Enrollment.Cli.Errors;
using Enrollment.Cli.Servers;
using Enrollment.Contracts;
using Enrollment.Operations.Publishing;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Cli.Nightly;

/// <summary>Requests the run of a business date and waits until it is finished.</summary>
internal sealed class NightlyRunClient : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RequestInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(60);

    private readonly CommandPublisher _publisher;
    private readonly IDocumentStore _store;

    private NightlyRunClient(CommandPublisher publisher, IDocumentStore store) => (_publisher, _store) = (publisher, store);

    public static async Task<NightlyRunClient> ConnectAsync(
        EnrollmentOptions options,
        IDocumentStore store,
        CancellationToken cancellationToken
    )
    {
        var connection = await Broker.ConnectAsync(options, cancellationToken);
        return new NightlyRunClient(await CommandPublisher.OpenAsync(connection, cancellationToken), store);
    }

    /// <param name="date">The business date to run.</param>
    /// <param name="report">Called with the run after each poll.</param>
    /// <param name="cancellationToken">Stops waiting; the run goes on.</param>
    public async Task<NightlyRunDocument> RunAsync(DateOnly date, Action<NightlyRunDocument> report, CancellationToken cancellationToken)
    {
        var (asked, heard, stage) = (0L, TimeProvider.System.GetTimestamp(), "");
        while (TimeProvider.System.GetElapsedTime(heard) < StallTimeout)
        {
            await using var session = _store.QuerySession();
            var run = await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken);
            if (run?.CompletedAt is not null)
                return run;
            if (run is null && (asked == 0 || TimeProvider.System.GetElapsedTime(asked) > RequestInterval))
            {
                await RequestAsync(date, cancellationToken);
                asked = TimeProvider.System.GetTimestamp();
            }

            if (run is not null && ProgressKey(run) != stage)
                (heard, stage) = (TimeProvider.System.GetTimestamp(), ProgressKey(run));
            if (run is not null)
                report(run);
            await Task.Delay(PollInterval, cancellationToken);
        }

        throw new CommandFailedException(
            stage.Length == 0 ? NightProblemText.NotStartedInTime(date) : NightProblemText.NoProgressInTime(date)
        );
    }

    public async ValueTask DisposeAsync() => await _publisher.DisposeAsync();

    private async Task RequestAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (!await _publisher.PublishAsync(new StartNightlyRun(date), cancellationToken))
            throw new CommandFailedException(NightProblemText.NoQueue);
    }

    private static string ProgressKey(NightlyRunDocument run) =>
        $"{run.CurrentState} {run.Batch.Outstanding.Count} {run.Rollover.Outstanding.Count}";
}
