using Enrollment.Domain.Rules;
using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Rules;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>Rules: their documents, and the activities whose completions they count.</summary>
internal sealed class RuleModelCheck(ModelDocuments documents, ISerializer serializer) : IModelCheck
{
    public string Prefix => "rule/";

    public Type Kind => typeof(RuleSaved);

    public async Task<IEnumerable<Finding>> FindAsync(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> streams,
        CancellationToken cancellationToken
    )
    {
        var should = streams.Select(stream => (stream.Key, Rule: stream.Rule())).ToArray();
        var ids = should.Select(entry => entry.Rule.Id).ToArray();
        var stored = (await documents.LoadAsync<RuleDocument>(connection, "rule", ids, cancellationToken)).ToDictionary(document =>
            document.Id
        );
        var counted = await GetCountedAsync(connection, ids, cancellationToken);
        return should
            .Select(entry => (entry.Key, Is: stored.GetValueOrDefault(entry.Rule.Id), Should: entry.Rule))
            .Where(rule => Content(rule.Is?.Saved) != Content(rule.Should.Saved) || rule.Is?.StreamVersion != rule.Should.StreamVersion)
            .Select(rule => FindingOf(rule.Key, FindingText.OtherRule(rule.Is?.Saved.Rule.Version, rule.Should.Saved.Rule.Version)))
            .Concat(
                from stream in streams
                from row in CountingRules.RowsOf(stream.Events.Cast<RuleSaved>())
                where !counted.Contains(row)
                select FindingOf(stream.Key, FindingText.CountedActivityMissing(row.Other))
            );
    }

    private static async Task<HashSet<(string Other, string Rule, string Activity)>> GetCountedAsync(
        NpgsqlConnection connection,
        IEnumerable<string> rules,
        CancellationToken cancellationToken
    ) =>
        [
            .. await Sql.QueryAsync(
                connection,
                $"select other_activity_id, rule_id, activity_id from {OwnTables.AlsoCompletedBy} where rule_id = any(@rules)",
                row => (row.GetString(0), row.GetString(1), row.GetString(2)),
                cancellationToken,
                Sql.Texts("rules", rules)
            ),
        ];

    private static Finding FindingOf(string stream, string what) => new(FindingKind.ReadModel, stream, null, what);

    private string? Content(RuleSaved? saved) => saved is null ? null : serializer.ToJson(saved);
}
