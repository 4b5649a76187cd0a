using System.Diagnostics;
using Enrollment.Benchmark.Servers;
using Enrollment.Contracts;
using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Marten;
using MassTransit;

namespace Enrollment.Benchmark.Nights;

/// <summary>Asks the worker for the runs of business dates, one after the other.</summary>
internal sealed class NightlyRunClient : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly IBusControl _bus;
    private readonly Deployment _deployment;
    private readonly Stopwatch _sinceLine = new();

    private NightlyRunClient(IBusControl bus, Deployment deployment) => (_bus, _deployment) = (bus, deployment);

    public static async Task<NightlyRunClient> ConnectAsync(Deployment deployment)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(deployment.Sandbox.RabbitMq));
        await bus.StartAsync();
        return new NightlyRunClient(bus, deployment);
    }

    /// <summary>The run, once it is completed.</summary>
    public async Task<NightlyRunResult> RunAsync(DateOnly date)
    {
        _sinceLine.Restart();
        await NightlyRequest.StoreAsync(_deployment.Sandbox.Store, date, DateTimeOffset.UtcNow, _ => { }, CancellationToken.None);
        await _bus.Publish(new StartNightlyRun(date));
        await _deployment.UntilAsync(
            async () => await LoadAsync(date) is { CompletedAt: not null },
            $"the night of {date:yyyy-MM-dd} is completed"
        );
        var run = (await LoadAsync(date))!;
        var night = new NightlyRunResult(run.StartedAt, run.CompletedAt!.Value, run.Batch.Counts, run.Rollover.Counts);
        ProgressLog.Write(
            $"  night of {date:yyyy-MM-dd}: {night.Seconds:N2} s; "
                + $"{night.Batch.Applied:N0} changed, {night.Rollover.Applied:N0} rolled over, "
                + $"{(night.Batch + night.Rollover).Failed:N0} failed"
        );
        return night;
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync();

    private async Task<NightlyRunDocument?> LoadAsync(DateOnly date)
    {
        await using var session = _deployment.Sandbox.Store.QuerySession();
        var run = await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date));
        Show(date, run);
        return run;
    }

    private void Show(DateOnly date, NightlyRunDocument? run)
    {
        if (_sinceLine.Elapsed < BetweenLines)
            return;
        _sinceLine.Restart();
        ProgressLog.Write(
            run is null
                ? $"  night of {date:yyyy-MM-dd}: not started yet"
                : $"  night of {date:yyyy-MM-dd}: {run.CurrentState}, {run.Batch.Counts.Planned:N0} of {run.Batch.Work.Items:N0} "
                    + $"judged, {run.Rollover.Counts.Planned:N0} of {run.Rollover.Work.Items:N0} rolled over"
        );
    }
}
