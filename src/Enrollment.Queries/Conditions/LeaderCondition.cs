using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Enrollment.Storage.Announcements;
using JasperFx.Events.Daemon;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>
/// One worker leads the event daemon. It moves the high-water mark, the event number below which no event can be committed any more, and
/// records the time of each check. Announcements and the chain follow the mark.
/// </summary>
public sealed class LeaderCondition(IDocumentStore store) : BacklogCondition(store)
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
            : new ConditionProblem(EventDaemonText.NoLeader(stopped[0], await DescribeHolderAsync(session, cancellationToken)));
    }

    protected override async Task<string> DescribeAsync(IQuerySession session, WaitingEvent waiting, CancellationToken cancellationToken)
    {
        var marks = await Sql.QueryAsync(session, Position, row => row.GetInt64(0), cancellationToken);
        return marks.Count == 0
            ? EventDaemonText.NeverLed(waiting.ToString(), await DescribeHolderAsync(session, cancellationToken))
            : EventDaemonText.Gap(waiting.ToString(), marks[0] + 1);
    }

    private Task<string> DescribeHolderAsync(IQuerySession session, CancellationToken cancellationToken) =>
        LockHolder.DescribeAsync(session, Lock, SessionText.LeaderLock, cancellationToken);
}
