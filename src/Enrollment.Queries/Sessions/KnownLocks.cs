using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Enrollment.Storage.Announcements;
using Enrollment.Storage.Auditing;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;

namespace Enrollment.Queries.Sessions;

/// <summary>
/// Advisory locks that workers try to take without waiting. A session that holds one blocks work although no session waits.
/// </summary>
internal static class KnownLocks
{
    /// <summary>
    /// Number and name of each. Locks that workers wait for (of a night, of an erasure) are found by the waiting sessions.
    /// </summary>
    public static IReadOnlyList<(long Key, string Name)> Of(IDocumentStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var options = ((DocumentStore)store).Options;
        var daemon = options.Projections.DaemonLockId;
        var announcements = ProjectionLockIds.Compute(DatabaseSchema.Name, new ShardName(AnnouncementProgress.Name), daemon);
        return
        [
            (ChainHead.Lock, SessionText.ChainLock),
            (daemon, SessionText.LeaderLock),
            (announcements, SessionText.LeaderLock),
            (options.ApplyChangesLockId, SessionText.SchemaLock),
        ];
    }
}
