using JasperFx;
using JasperFx.Events.Daemon;
using Marten;

namespace Enrollment.Worker.Announcing;

/// <summary>
/// Starts a subscription again that has given up on the process that leads. It gives up, for good, when the process that led before still
/// wrote its progress after this one had read it: a hand-over under faults. The subscription then reads the progress again, and goes on
/// from there.
/// </summary>
internal sealed class DaemonGuard(
    Marten.Events.Daemon.Coordination.IProjectionCoordinator coordinator,
    IDocumentStore store,
    ILogger<DaemonGuard> log
) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await LookSafely(stoppingToken);
    }

    private async Task LookSafely(CancellationToken stoppingToken)
    {
        try
        {
            await Look(stoppingToken);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(trouble, "The subscriptions could not be looked after; it is tried again in {Pause}", BetweenLooks);
        }
    }

    private async Task Look(CancellationToken stoppingToken)
    {
        var daemon = coordinator.DaemonForMainDatabase();
        if (!daemon.IsRunning)
            return;
        foreach (var shard in ((DocumentStore)store).Options.Projections.AllShards().Select(shard => shard.Name.Identity))
        {
            if (daemon.StatusFor(shard) is AgentStatus.Running)
                continue;
            log.LogWarning("The subscription {Subscription} does not run although this worker leads; it is started again", shard);
            await daemon.StartAgentAsync(shard, stoppingToken);
        }
    }
}
