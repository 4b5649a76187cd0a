using Enrollment.Benchmark.Servers;
using Enrollment.Contracts;
using Enrollment.Worker.NightlyCycle;
using Marten;
using MassTransit;

namespace Enrollment.Benchmark.Nights;

/// <summary>Asks the worker for the runs of business dates, one after the other.</summary>
internal sealed class NightRunner : IAsyncDisposable
{
    private readonly IBusControl _bus;
    private readonly Deployment _deployment;

    private NightRunner(IBusControl bus, Deployment deployment) => (_bus, _deployment) = (bus, deployment);

    public static async Task<NightRunner> Connect(Deployment deployment)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(deployment.Sandbox.RabbitMq));
        await bus.StartAsync();
        return new NightRunner(bus, deployment);
    }

    /// <summary>The run, once it is completed.</summary>
    public async Task<Night> Run(DateOnly date)
    {
        NightlyCycleState? run = null;
        await _bus.Publish(new StartNightlyRun(date));
        await _deployment.Until(
            async () =>
            {
                await using var session = _deployment.Sandbox.Store.QuerySession();
                run = await session.LoadAsync<NightlyCycleState>(NightlyRun.IdOf(date));
                return run?.CompletedAt is not null;
            },
            $"the night of {date:yyyy-MM-dd} is completed");
        var night = new Night(run!.StartedAt, run.CompletedAt!.Value, run.Batch.Counts, run.Rollover.Counts);
        Progress.Say($"  night of {date:yyyy-MM-dd}: {night.Seconds:N2} s, batch {Counts(night.Batch)}, rollover {Counts(night.Rollover)}");
        return night;
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync();

    private static string Counts(SegmentCounts counts) => $"{counts.Planned:N0} planned, {counts.Applied:N0} applied, {counts.Failed:N0} failed";
}
