using Enrollment.Worker.Queries;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Auditing;

/// <summary>Rows of read models whose streams do not exist.</summary>
internal static class Orphans
{
    private const string Activity = "replace(replace(activity_id, '%', '%25'), '/', '%2F')";
    private const string Learner = "replace(replace(learner_id, '%', '%25'), '/', '%2F')";
    private const string Id = "replace(replace(id, '%', '%25'), '/', '%2F')";

    /// <summary>Each read model, and the key of the stream a row of it comes from, as in <see cref="StreamKeys"/>.</summary>
    public static IReadOnlyList<(string Table, string Key)> Keys { get; } =
    [
        (OwnTables.Enrollment, $"'enrollment/' || {Activity} || '/' || {Learner}"),
        (OwnTables.LearnerGroup, $"'learner/' || {Learner}"),
        ($"{MartenSetup.Schema}.mt_doc_learner", $"'learner/' || {Id}"),
        ($"{MartenSetup.Schema}.mt_doc_rule", $"'rule/' || {Id}"),
    ];

    private static readonly string Wrong =
        $"select key from ({string.Join(" union ", Keys.Select(model => $"select {model.Key} as key from {model.Table}"))}) models except select stream_id from {MartenSetup.Schema}.mt_events where version = 1";

    public static async Task<IReadOnlyList<Finding>> Findings(IQuerySession session, CancellationToken cancellation) =>
        await Sql.Read(session, Wrong, row => new Finding(FindingKind.ReadModel, row.GetString(0), null, "The read model has it, and there is no such stream."), cancellation);
}
