using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Conditions;

/// <summary>
/// Somebody follows the committed events and stands still before one that is due to be passed: it is older than half a minute, and within
/// some seconds nothing moves. Being behind is no problem as long as it moves.
/// </summary>
public abstract class BacklogCondition(IDocumentStore store) : ICondition
{
    protected const string Progress = $"{DatabaseSchema.Name}.mt_event_progression";

    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(3);

    public abstract string Name { get; }

    public ConditionLevel Level => ConditionLevel.Degraded;

    /// <summary>SQL for the number of the last event it has passed.</summary>
    protected abstract string Position { get; }

    /// <summary>SQL for the number of the last event it may pass now.</summary>
    protected abstract string Ceiling { get; }

    public virtual async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        if (await FindWaitingAsync(session, cancellationToken) is not { } before)
            return null;
        await Task.Delay(Watching, TimeProvider.System, cancellationToken);
        var after = await FindWaitingAsync(session, cancellationToken);
        return after?.Sequence == before.Sequence ? new ConditionProblem(await DescribeAsync(session, before, cancellationToken)) : null;
    }

    /// <summary>SQL for whether, as far as is stored, it has not moved for half a minute.</summary>
    protected virtual string StandsStill => "true";

    /// <summary>What stands still, and what to do.</summary>
    protected abstract Task<string> DescribeAsync(IQuerySession session, WaitingEvent waiting, CancellationToken cancellationToken);

    private async Task<WaitingEvent?> FindWaitingAsync(IQuerySession session, CancellationToken cancellationToken) =>
        await Sql.QueryAsync(
            session,
            $"""
            select seq_id, timestamp from (
              select seq_id, timestamp from {DatabaseSchema.Name}.mt_events
              where seq_id > coalesce(({Position}), 0) and seq_id <= coalesce(({Ceiling}), 0) order by seq_id limit 1) first
            where timestamp < now() - @age and {StandsStill}
            """,
            row => new WaitingEvent(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1)),
            cancellationToken,
            new NpgsqlParameter("age", LongEnough)
        )
            is [var first, ..]
            ? first
            : null;
}

/// <summary>The first event that was not passed.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record WaitingEvent(long Sequence, DateTimeOffset RecordedAt)
{
    public override string ToString() => EventDaemonText.Event(Sequence, RecordedAt);
}
