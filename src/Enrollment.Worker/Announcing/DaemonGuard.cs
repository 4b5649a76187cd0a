using Enrollment.Processing.Hosting;
using JasperFx;
using JasperFx.Events.Daemon;
using Marten;

namespace Enrollment.Worker.Announcing;

/// <summary>
/// Restarts a subscription that has stopped on the leading process. It stops permanently when the previous leader wrote its progress after
/// this one had read it, which happens in a failover. After the restart the subscription reads the progress again.
/// </summary>
internal sealed class DaemonGuard(
    Marten.Events.Daemon.Coordination.IProjectionCoordinator coordinator,
    IDocumentStore store,
    ILogger<DaemonGuard> log
) : PollingService(log)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(3);

    protected override string FailureMessage => "The subscriptions could not be checked";

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        var daemon = coordinator.DaemonForMainDatabase();
        if (!daemon.IsRunning)
            return;
        foreach (var shard in ((DocumentStore)store).Options.Projections.AllShards().Select(shard => shard.Name.Identity))
        {
            if (daemon.StatusFor(shard) is AgentStatus.Running)
                continue;
            log.LogWarning("The subscription {Subscription} does not run although this worker leads; the worker restarts it", shard);
            await daemon.StartAgentAsync(shard, cancellationToken);
        }
    }
}
