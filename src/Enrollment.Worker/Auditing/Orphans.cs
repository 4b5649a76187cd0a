using Enrollment.Worker.Queries;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Auditing;

/// <summary>Rows of read models whose streams do not exist.</summary>
internal static class Orphans
{
    private const string Wrong =
        $"""
        select 'enrollment/' || replace(replace(activity_id, '%', '%25'), '/', '%2F') || '/' || replace(replace(learner_id, '%', '%25'), '/', '%2F') as key from {OwnTables.Enrollment}
        union all select 'learner/' || replace(replace(id, '%', '%25'), '/', '%2F') from {MartenSetup.Schema}.mt_doc_learner
        union all select distinct 'learner/' || replace(replace(learner_id, '%', '%25'), '/', '%2F') from {OwnTables.LearnerGroup}
        union all select 'rule/' || replace(replace(id, '%', '%25'), '/', '%2F') from {MartenSetup.Schema}.mt_doc_rule
        except select stream_id from {MartenSetup.Schema}.mt_events where version = 1
        """;

    public static async Task<IReadOnlyList<Finding>> Findings(IQuerySession session, CancellationToken cancellation) =>
        await Sql.Read(session, Wrong, row => new Finding(FindingKind.ReadModel, row.GetString(0), null, "The read model has it, and there is no such stream."), cancellation);
}
