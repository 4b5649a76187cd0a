using Enrollment.Worker.Storage;
using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Enrollment.Worker.Health;

/// <summary>
/// The daemon, on whichever process it runs, keeps up with the events: the high-water mark and every subscription move on while
/// there is something left to do.
/// </summary>
internal sealed class DaemonCheck(IDocumentStore store) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, (long Position, long Since)> behind = [];
    private readonly Lock gate = new();

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (last, positions) = await Positions(cancellationToken);
        var late = Shards().Where(shard => IsStuck(shard, positions.GetValueOrDefault(shard), last)).ToList();
        return late.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Not moving although there are events left: {string.Join(", ", late)}");
    }

    // The last event that is stored; the sequence itself also counts those that were rolled back.
    private async Task<(long Last, Dictionary<string, long> Positions)> Positions(CancellationToken cancellation)
    {
        var all = await store.Advanced.AllProjectionProgress(token: cancellation);
        await using var session = store.QuerySession();
        var last = await session.QueryAsync<long>($"select coalesce(max(seq_id), 0) from {MartenSetup.Schema}.mt_events", cancellation);
        return (last[0], all.ToDictionary(shard => shard.ShardName, shard => shard.Sequence));
    }

    private IEnumerable<string> Shards() =>
        ((DocumentStore)store).Options.Projections.AllShards().Select(shard => shard.Name.Identity).Prepend("HighWaterMark");

    private bool IsStuck(string shard, long position, long last)
    {
        lock (gate)
        {
            if (position >= last)
                behind.Remove(shard);
            else if (!behind.TryGetValue(shard, out var seen) || seen.Position != position)
                behind[shard] = (position, TimeProvider.System.GetTimestamp());
            else
                return TimeProvider.System.GetElapsedTime(seen.Since) > Patience;
            return false;
        }
    }
}
