using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>The chain over the events moves on, whichever worker continues it.</summary>
internal sealed class ChainCondition(IDocumentStore store) : BacklogCondition(store)
{
    public override string Name => "chain";

    protected override string Position => $"select seq_id from {OwnTables.AuditChain} order by position desc limit 1";

    protected override string Ceiling => $"select last_seq_id from {Progress} where name = 'HighWaterMark'";

    protected override async Task<string> DescribeAsync(IQuerySession session, WaitingEvent waiting, CancellationToken cancellationToken) =>
        $"The chain over the events stands still before {waiting}. "
        + (
            await LockHolder.FindAsync(session, ChainHead.Lock, cancellationToken) is { } holder
                ? $"Its lock is held by {holder}. {holder.Advice}"
                : "No session holds its lock: start a worker, or look into the workers' logs for 'could not be continued'."
        );
}
