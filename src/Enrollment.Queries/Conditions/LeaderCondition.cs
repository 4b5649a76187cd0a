using Enrollment.Storage.Access;
using Enrollment.Storage.Announcements;
using JasperFx.Events.Daemon;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>
/// One worker leads the event daemon: it looks for the high-water mark, the number below which nothing can be committed any more, and
/// stamps each look. Announcements and the chain follow the mark.
/// </summary>
internal sealed class LeaderCondition(IDocumentStore store) : BacklogCondition(store)
{
    private const string LatestLook =
        $"select last_updated from {Progress} where name = 'HighWaterMark' and last_updated < now() - interval '30 seconds'";

    private readonly IDocumentStore _store = store;

    public override string Name => "leader";

    protected override string Position => $"select last_seq_id from {Progress} where name = 'HighWaterMark'";

    protected override string Ceiling => $"select max(seq_id) from {DatabaseSchema.Name}.mt_events";

    // Marten's own: the lock of the subscription's leader.
    private long Lock =>
        ProjectionLockIds.Compute(
            DatabaseSchema.Name,
            AnnouncementProgress.Shard,
            ((DocumentStore)_store).Options.Projections.DaemonLockId
        );

    public override async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var session = _store.QuerySession();
        var stopped = await Sql.QueryAsync(session, LatestLook, row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken);
        return stopped.Count == 0
            ? await base.FindProblemAsync(cancellationToken)
            : new ConditionProblem(
                $"No worker leads the event daemon since {stopped[0].UtcDateTime:yyyy-MM-dd HH:mm:ss}Z. Nothing is announced or chained. "
                    + await AdviseAsync(session, cancellationToken)
            );
    }

    protected override async Task<string> DescribeAsync(IQuerySession session, WaitingEvent waiting, CancellationToken cancellationToken)
    {
        var marks = await Sql.QueryAsync(session, Position, row => row.GetInt64(0), cancellationToken);
        return marks.Count == 0
            ? $"No worker has led the event daemon yet, and {waiting} waits. {await AdviseAsync(session, cancellationToken)}"
            : $"The event daemon stands still before {waiting}: a transaction that is still open may have taken the number {marks[0] + 1}. "
                + "End its session; pg_stat_activity shows open transactions by xact_start.";
    }

    private async Task<string> AdviseAsync(IQuerySession session, CancellationToken cancellationToken) =>
        await LockHolder.FindAsync(session, Lock, cancellationToken) is { } holder
            ? $"The leader's lock is held by {holder}. {holder.Advice}"
            : "Nobody holds the leader's lock: start a worker, or look into the workers' logs.";
}
