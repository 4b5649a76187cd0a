using Enrollment.Cli.Errors;
using Enrollment.Cli.Servers;
using Enrollment.Contracts;
using Enrollment.Worker;
using Enrollment.Worker.NightlyCycle;
using Marten;
using MassTransit;

namespace Enrollment.Cli.Nightly;

/// <summary>Requests the run of a business date and waits until it is finished.</summary>
internal sealed class NightlyRunClient : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RequestInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(60);

    private readonly IBusControl _bus;
    private readonly IDocumentStore _store;

    private NightlyRunClient(IBusControl bus, IDocumentStore store) => (this._bus, this._store) = (bus, store);

    public static async Task<NightlyRunClient> ConnectAsync(
        EnrollmentOptions options,
        IDocumentStore store,
        CancellationToken cancellationToken
    )
    {
        // Says at once what is wrong; a bus would go on trying.
        await using (await Broker.ConnectAsync(options, cancellationToken)) { }

        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
            rabbit.Host(new Uri(options.RabbitMq), host => host.PublisherConfirmation = true)
        );
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectTimeout);
        await bus.StartAsync(limit.Token);
        return new NightlyRunClient(bus, store);
    }

    /// <param name="date">The business date to run.</param>
    /// <param name="report">Called with the run after each poll.</param>
    /// <param name="cancellationToken">Stops waiting; the run goes on.</param>
    public async Task<NightlyCycleState> RunAsync(DateOnly date, Action<NightlyCycleState> report, CancellationToken cancellationToken)
    {
        var (asked, heard, stage) = (0L, TimeProvider.System.GetTimestamp(), "");
        while (TimeProvider.System.GetElapsedTime(heard) < StallTimeout)
        {
            await using var session = _store.QuerySession();
            var run = await session.LoadAsync<NightlyCycleState>(NightlyRun.IdOf(date), cancellationToken);
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
            $"The night of {date:yyyy-MM-dd} {(stage.Length == 0 ? "was not started" : "made no progress")} for a minute. "
                + $"Check with enrollctl status whether a worker is running."
        );
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync();

    private async Task RequestAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            await _bus.Publish(new StartNightlyRun(date), context => context.Mandatory = true, cancellationToken);
        }
        catch (MessageReturnedException)
        {
            throw new CommandFailedException("The queue of the nightly run does not exist. Start a worker, which declares it.");
        }
    }

    private static string ProgressKey(NightlyCycleState run) =>
        $"{run.CurrentState} {run.Batch.Outstanding.Count} {run.Rollover.Outstanding.Count}";
}
