using Enrollment.Storage.Access;
using Enrollment.Storage.Announcements;
using Enrollment.Storage.Auditing;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;

namespace Enrollment.Queries.Sessions;

/// <summary>
/// Advisory locks for which workers do not wait. A session that holds one stops work although no waiting session is visible.
/// </summary>
public static class KnownLocks
{
    /// <summary>
    /// Number and name of each. For the other locks, those of the night and of the erasure, the waiting session is visible.
    /// </summary>
    public static IReadOnlyList<(long Key, string Name)> Of(IDocumentStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var options = ((DocumentStore)store).Options;
        var daemon = options.Projections.DaemonLockId;
        var announcements = ProjectionLockIds.Compute(DatabaseSchema.Name, new ShardName(AnnouncementProgress.Name), daemon);
        return
        [
            (ChainHead.Lock, "the lock of the chain over the events"),
            (daemon, "the lock of the event daemon's leader"),
            (announcements, "the lock of the event daemon's leader"),
            (options.ApplyChangesLockId, "the lock of changes to the tables"),
        ];
    }
}
