using Enrollment.Domain.Rules;
using Enrollment.Worker.Observability;
using Enrollment.Worker.Recording;
using Enrollment.Worker.Storage;
using Marten;
using Npgsql;

namespace Enrollment.Worker.Rules;

/// <summary>Records some saves of rules in one transaction; which version of a rule holds is read from its stream.</summary>
public sealed class RuleTransactions(IDocumentStore store, ILogger<RuleTransactions> log)
{
    // In one order, so that two workers wait for each other instead of both giving up.
    private const string LockStreams = $"select id from {MartenSetup.Schema}.mt_streams where id = any(@streams) order by id for update";

    public async Task<IReadOnlyList<RecordedFact>> RecordAsync(IReadOnlyList<RuleSaved> saves)
    {
        var costs = new FactCosts(saves.Count);
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(CancellationToken.None);
        var outcomes = await DecideAsync(session, saves);
        await session.SaveChangesAsync();
        return [.. outcomes.Zip(costs.Shares(), (outcome, cost) => new RecordedFact(outcome, cost))];
    }

    /// <summary>What is to be saved with the session, which has begun a transaction.</summary>
    internal async Task<IReadOnlyList<FactOutcome>> DecideAsync(IDocumentSession session, IReadOnlyList<RuleSaved> saves)
    {
        var records = await LoadAsync(session, [.. saves.Select(saved => saved.Rule.Id.Value).Distinct()]);
        FactOutcome[] outcomes = [.. saves.Select(saved => Take(records[saved.Rule.Id.Value], saved))];
        foreach (var record in records.Values.Where(record => record.News > 0))
            record.Write(session);
        return outcomes;
    }

    // Many workers save one rule at once when somebody imports rules: whoever comes second waits, instead of having to do it all again.
    private static async Task<SortedDictionary<string, RuleRecord>> LoadAsync(IDocumentSession session, string[] rules)
    {
        var streams = rules.Select(rule => StreamKeys.Of(new Domain.RuleId(rule))).ToArray();
        await using (var lockStreams = session.Command(LockStreams, new NpgsqlParameter("streams", streams)))
            await lockStreams.ExecuteNonQueryAsync();
        var documents = (await session.LoadManyAsync<RuleDocument>(rules)).ToDictionary(document => document.Id);
        var events = await session.EventsOf(streams, CancellationToken.None);
        var records = rules.Zip(streams).ToDictionary(
            rule => rule.First,
            rule => new RuleRecord(
                documents.GetValueOrDefault(rule.First), events[rule.Second].Select(recorded => recorded.Data).OfType<RuleSaved>()));
        return new SortedDictionary<string, RuleRecord>(records, StringComparer.Ordinal);
    }

    private FactOutcome Take(RuleRecord record, RuleSaved saved)
    {
        var other = record.OtherContent(saved);
        if (!record.Take(saved))
            return FactOutcome.Unchanged;
        if (other is not null)
            log.LogWarning(
                "Rule {RuleId} version {Version} was saved twice, by messages {First} and {Second}; the later one holds where they differ",
                saved.Rule.Id, saved.Rule.Version, other.MessageId, saved.Stamp.MessageId);
        return FactOutcome.Applied;
    }
}
