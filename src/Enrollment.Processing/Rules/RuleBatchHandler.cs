using Enrollment.Domain.Rules;
using Enrollment.Processing.Batching;
using Enrollment.Processing.Conflicts;
using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Access;
using Enrollment.Storage.Rules;
using Marten;
using Npgsql;

namespace Enrollment.Processing.Rules;

/// <summary>Records a batch of saves of rules in one transaction.</summary>
public sealed class RuleBatchHandler(IDocumentStore store, ConflictLetters conflicts, TimeProvider timeProvider)
{
    // In a fixed order, so that two workers wait for each other and do not deadlock.
    private const string LockStreams = $"select id from {DatabaseSchema.Name}.mt_streams where id = any(@streams) order by id for update";

    // Not the whole history: a rule may have been saved thousands of times.
    private const string EventsOfIds = $"""
        select seq_id from {DatabaseSchema.Name}.mt_events
        where stream_id = any(@streams)
          and (data -> 'stamp' ->> 'messageId' = any(@ids) or (data -> 'rule' ->> 'version')::int = any(@versions))
        """;

    /// <summary>Commits, and returns the result of each save in their order.</summary>
    /// <param name="saves">The saves, in the order of their arrival.</param>
    /// <param name="alongside">
    /// Adds other changes to the transaction, which has locked the rules' streams. If it throws, nothing is recorded.
    /// </param>
    public async Task<IReadOnlyList<RecordedFact>> RecordAsync(
        IReadOnlyList<ReceivedRule> saves,
        Func<IDocumentSession, Task>? alongside = null
    )
    {
        var costs = new FactCosts(saves.Count);
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(CancellationToken.None);
        var outcomes = await DecideAsync(session, saves);
        if (alongside is not null)
            await alongside(session);
        await session.SaveChangesAsync();
        return [.. outcomes.Zip(costs.Shares(), (outcome, cost) => new RecordedFact(outcome, cost))];
    }

    /// <summary>Adds the changes to the session, which must have begun a transaction.</summary>
    public async Task<IReadOnlyList<FactOutcome>> DecideAsync(IDocumentSession session, IReadOnlyList<ReceivedRule> saves)
    {
        var records = await LoadAsync(session, saves);
        var taken = saves.Select(received => records[received.Saved.Rule.Id.Value].Take(received.Saved)).ToArray();
        foreach (var record in records.Values.Where(record => record.NewSaves > 0))
            record.Write(session);
        await StoreConflictsAsync(session, saves, [.. taken.Select(result => result.Conflict)]);
        return
        [
            .. taken.Select(result =>
                result.Conflict is not null ? FactOutcome.Conflict
                : result.IsNew ? FactOutcome.Applied
                : FactOutcome.Unchanged
            ),
        ];
    }

    private Task StoreConflictsAsync(IDocumentSession session, IReadOnlyList<ReceivedRule> saves, Conflict?[] found)
    {
        var letters =
            from entry in saves.Zip(found)
            where entry is { Second: not null, First.Message: not null }
            select entry.First.Message!.ToConflict(entry.First.Saved.Stamp.MessageId, null, entry.Second!, timeProvider.GetUtcNow());
        return conflicts.StoreAsync(session, [.. letters]);
    }

    // In an import many workers save one rule at once. The lock makes them wait, so that they need not retry.
    private static async Task<SortedDictionary<string, RuleRecord>> LoadAsync(IDocumentSession session, IReadOnlyList<ReceivedRule> saves)
    {
        string[] rules = [.. saves.Select(received => received.Saved.Rule.Id.Value).Distinct()];
        var streams = rules.Select(rule => StreamKeys.Of(new Domain.RuleId(rule))).ToArray();
        await Sql.ExecuteAsync(session, LockStreams, CancellationToken.None, Sql.Texts("streams", streams));
        var documents = (await session.LoadManyAsync<RuleDocument>(rules)).ToDictionary(document => document.Id);
        var past = await LoadPastAsync(session, streams, saves);
        var records = rules.ToDictionary(rule => rule, rule => new RuleRecord(documents.GetValueOrDefault(rule), past[rule]));
        return new SortedDictionary<string, RuleRecord>(records, StringComparer.Ordinal);
    }

    private static async Task<ILookup<string, RuleSaved>> LoadPastAsync(
        IDocumentSession session,
        string[] streams,
        IReadOnlyList<ReceivedRule> saves
    )
    {
        var numbers = await Sql.QueryAsync(
            session,
            EventsOfIds,
            row => row.GetInt64(0),
            CancellationToken.None,
            Sql.Texts("streams", streams),
            Sql.Texts("ids", saves.Select(received => received.Saved.Stamp.MessageId)),
            new NpgsqlParameter("versions", saves.Select(received => received.Saved.Rule.Version).Distinct().ToArray())
        );
        var events = await session.LoadEventsAsync(numbers, CancellationToken.None);
        return events.Select(recorded => recorded.Data).OfType<RuleSaved>().ToLookup(saved => saved.Rule.Id.Value, StringComparer.Ordinal);
    }
}
