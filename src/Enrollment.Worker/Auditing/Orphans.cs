using Enrollment.Worker.Queries;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Auditing;

/// <summary>Rows of read models whose streams do not exist.</summary>
internal static class Orphans
{
    /// <summary>Each read model, and the key of the stream a row of it, <c>m</c>, comes from.</summary>
    public static IReadOnlyList<(string Table, string Key)> Keys { get; } =
    [
        (OwnTables.Enrollment, StreamKeys.EnrollmentInSql),
        (OwnTables.LearnerGroup, StreamKeys.InSql("learner", "m.learner_id")),
        ($"{MartenSetup.Schema}.mt_doc_learner", StreamKeys.InSql("learner", "m.id")),
        ($"{MartenSetup.Schema}.mt_doc_rule", StreamKeys.InSql("rule", "m.id")),
    ];

    private static readonly string Wrong = $"""
        select distinct key from ({string.Join(
            " union all ",
            Keys.Select(model => $"select {model.Key} as key from {model.Table} m")
        )}) models
        where not exists (select from {MartenSetup.Schema}.mt_events e where e.stream_id = models.key and e.version = 1)
        """;

    public static async Task<IReadOnlyList<Finding>> Findings(IQuerySession session, CancellationToken cancellation) =>
        await Sql.Read(
            session,
            Wrong,
            row => new Finding(FindingKind.ReadModel, row.GetString(0), null, "The read model has it, and there is no such stream."),
            cancellation
        );
}
