using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>The chain over the events moves on, whichever worker continues it.</summary>
public sealed class ChainCondition(IDocumentStore store) : BacklogCondition(store)
{
    public override string Name => "chain";

    protected override string Position => $"select seq_id from {OwnTables.AuditChain} order by position desc limit 1";

    protected override string Ceiling => $"select last_seq_id from {Progress} where name = 'HighWaterMark'";

    protected override async Task<string> DescribeAsync(IQuerySession session, WaitingEvent waiting, CancellationToken cancellationToken) =>
        EventDaemonText.ChainStalled(
            waiting.ToString(),
            await LockHolder.DescribeAsync(session, ChainHead.Lock, SessionText.ChainLock, cancellationToken)
        );
}
