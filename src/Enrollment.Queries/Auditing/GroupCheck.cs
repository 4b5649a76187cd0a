using Enrollment.Domain;
using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Queries.Auditing;

/// <summary>
/// Compares the table of memberships, those of now and those that begin later, with the learners' documents, which
/// <see cref="ReadModelCheck"/> compares with their streams. Both are written in one transaction and read in one statement. The table has
/// no index by learner, so it is read once as a whole.
/// </summary>
internal static class GroupCheck
{
    private const string Different = $"""
        select coalesce(d.learner_id, g.learner_id), coalesce(d.group_id, g.group_id), d.learner_id is null
        from (
          select l.id as learner_id, m.key as group_id
          from {DatabaseSchema.Name}.mt_doc_learner l cross join jsonb_each(l.data -> 'learner' -> 'memberships') m
          where m.value -> 'value' = 'true'
          union select l.id, joined.value
          from {DatabaseSchema.Name}.mt_doc_learner l
            cross join jsonb_array_elements(coalesce(l.data -> 'learner' -> 'later', '[]')) later
            cross join jsonb_array_elements_text(coalesce(later.value -> 'joined', later.value -> 'groups', '[]')) joined) d
        full join {OwnTables.LearnerGroup} g on g.learner_id = d.learner_id and g.group_id = d.group_id
        where d.learner_id is null or g.learner_id is null
        order by 1, 2
        """;

    public static Task<IReadOnlyList<Finding>> FindAsync(IQuerySession session, CancellationToken cancellationToken) =>
        Sql.QueryAsync(
            session,
            Different,
            row => new Finding(
                FindingKind.ReadModel,
                StreamKeys.Of(new LearnerId(row.GetString(0))),
                null,
                What(row.GetString(1), row.GetBoolean(2))
            ),
            cancellationToken
        );

    private static string What(string group, bool inTable) =>
        inTable ? FindingText.GroupOnlyInTable(group) : FindingText.GroupNotInTable(group);
}
