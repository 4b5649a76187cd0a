using System.Text.Json;
using Enrollment.Domain;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Marten;
using Marten.Services.BatchQuerying;

namespace Enrollment.Storage.Rules;

/// <summary>
/// The table of rules that count completions of other activities (semantics 11). A rule stays in it after an edit, because an enrollment
/// counts what any version that was found to match has named.
/// </summary>
public static class CountingRules
{
    public static OwnTable Table { get; } =
        new(
            OwnTables.AlsoCompletedBy,
            new Column("other_activity_id", "text") { IsKey = true },
            new Column("rule_id", "text") { IsKey = true },
            new Column("activity_id", "text") { IsKey = true }
        );

    private static readonly string Insert =
        $"insert into {Table.Name} ({Table.ColumnList}) select * from unnest(?, ?, ?) on conflict do nothing";

    private static readonly string Counting =
        $"select distinct jsonb_build_array(other_activity_id, activity_id)::text from {Table.Name} where other_activity_id = any(?)";

    /// <summary>Adds the activities that the saves name.</summary>
    public static void Add(IDocumentSession session, IEnumerable<RuleSaved> saves)
    {
        var rows = RowsOf(saves).ToArray();
        if (rows.Length == 0)
            return;
        Array.Sort(rows);
        session.QueueSqlCommand(
            Insert,
            rows.Select(row => row.Other).ToArray(),
            rows.Select(row => row.Rule).ToArray(),
            rows.Select(row => row.Activity).ToArray()
        );
    }

    /// <summary>The rows of the table that the saves ask for.</summary>
    public static IEnumerable<(string Other, string Rule, string Activity)> RowsOf(IEnumerable<RuleSaved> saves) =>
        saves
            .Select(saved => saved.Rule)
            .SelectMany(rule => (rule.Terms.AlsoCompletedBy ?? []).Select(other => (other.Value, rule.Id.Value, rule.ActivityId.Value)))
            .Distinct();

    /// <summary>For each of the activities, those whose rules ever counted its completions. The query is part of the batch.</summary>
    public static async Task<ILookup<ActivityId, ActivityId>> GetAsync(IBatchedQuery batch, IEnumerable<ActivityId> completed)
    {
        var ids = completed.Select(activity => activity.Value).Distinct().ToArray();
        var rows = ids.Length == 0 ? [] : await batch.Query<string>(Counting, new object[] { ids });
        return rows.Select(row => JsonSerializer.Deserialize<string[]>(row)!)
            .ToLookup(row => new ActivityId(row[0]), row => new ActivityId(row[1]));
    }
}
