using Enrollment.Processing.Hosting;
using JasperFx;
using JasperFx.Events.Daemon;
using Marten;

namespace Enrollment.Worker.Announcing;

/// <summary>
/// On the process that leads, restarts a subscription that has given up. It gives up when the process that led before wrote its progress
/// after this one had read it, which happens when faults accompany the change of the leader. The restarted subscription reads the progress
/// again and goes on from there.
/// </summary>
internal sealed class DaemonGuard(
    Marten.Events.Daemon.Coordination.IProjectionCoordinator coordinator,
    IDocumentStore store,
    ILogger<DaemonGuard> log
) : PollingService(log)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(3);

    protected override string FailureMessage => "The subscriptions could not be looked after";

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        var daemon = coordinator.DaemonForMainDatabase();
        if (!daemon.IsRunning)
            return;
        foreach (var shard in ((DocumentStore)store).Options.Projections.AllShards().Select(shard => shard.Name.Identity))
        {
            if (daemon.StatusFor(shard) is AgentStatus.Running)
                continue;
            log.LogWarning("The subscription {Subscription} does not run although this worker leads; it is started again", shard);
            await daemon.StartAgentAsync(shard, cancellationToken);
        }
    }
}
