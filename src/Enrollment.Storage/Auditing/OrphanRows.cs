using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Auditing;

/// <summary>Rows of read models whose streams do not exist.</summary>
public static class OrphanRows
{
    /// <summary>Each read model, with SQL for the key of the stream of its row <c>m</c>.</summary>
    public static IReadOnlyList<(string Table, string Key)> Keys { get; } =
    [
        (OwnTables.Enrollment, StreamKeys.EnrollmentInSql),
        (OwnTables.LearnerGroup, StreamKeys.InSql("learner", "m.learner_id")),
        (OwnTables.AlsoCompletedBy, StreamKeys.InSql("rule", "m.rule_id")),
        ($"{DatabaseSchema.Name}.mt_doc_learner", StreamKeys.InSql("learner", "m.id")),
        ($"{DatabaseSchema.Name}.mt_doc_rule", StreamKeys.InSql("rule", "m.id")),
        ($"{DatabaseSchema.Name}.mt_doc_retraining_order", StreamKeys.InSql("order", "m.id")),
    ];

    private static readonly string Wrong = $"""
        select distinct key from ({string.Join(
            " union all ",
            Keys.Select(model => $"select {model.Key} as key from {model.Table} m")
        )}) models
        where not exists (select from {DatabaseSchema.Name}.mt_events e where e.stream_id = models.key and e.version = 1)
        """;

    /// <summary>The keys of the missing streams.</summary>
    public static Task<IReadOnlyList<string>> GetKeysAsync(IQuerySession session, CancellationToken cancellationToken) =>
        Sql.QueryAsync(session, Wrong, row => row.GetString(0), cancellationToken);
}
