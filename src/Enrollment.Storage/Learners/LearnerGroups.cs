using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Learners;

/// <summary>
/// The table of memberships that hold or begin later, for finding a group's members. It is updated together with the learners' documents.
/// No run updates it when a later membership begins (semantics 13).
/// </summary>
public static class LearnerGroups
{
    public static OwnTable Table { get; } =
        new(OwnTables.LearnerGroup, new Column("group_id", "text") { IsKey = true }, new Column("learner_id", "text") { IsKey = true });

    private static readonly string Insert =
        $"insert into {Table.Name} ({Table.ColumnList}) select * from unnest(?, ?) on conflict do nothing";

    private static readonly string Delete =
        $"delete from {Table.Name} g using unnest(?, ?) as gone({Table.ColumnList}) "
        + "where g.group_id = gone.group_id and g.learner_id = gone.learner_id";

    public static void Update(IDocumentSession session, IEnumerable<(Learner Before, Learner After)> changes)
    {
        var (joined, left) = (new List<(string Group, string Learner)>(), new List<(string Group, string Learner)>());
        foreach (var (before, after) in changes)
        {
            var (was, isNow) = (Groups(before), Groups(after));
            joined.AddRange(isNow.Except(was).Select(group => (group, after.Id.Value)));
            left.AddRange(was.Except(isNow).Select(group => (group, after.Id.Value)));
        }

        Queue(session, Insert, joined);
        Queue(session, Delete, left);
    }

    private static void Queue(IDocumentSession session, string sql, List<(string Group, string Learner)> rows)
    {
        if (rows.Count == 0)
            return;
        rows.Sort();
        session.QueueSqlCommand(sql, rows.Select(row => row.Group).ToArray(), rows.Select(row => row.Learner).ToArray());
    }

    private static HashSet<string> Groups(Learner learner) =>
        [
            .. learner.Memberships.Where(membership => membership.Value.Value).Select(membership => membership.Key),
            .. learner.Later.SelectMany(JoinedIn).Select(group => group.Value),
        ];

    private static IEnumerable<GroupId> JoinedIn(LearnerFact later) =>
        later switch
        {
            LearnerCreated created => created.Groups,
            MembershipChanged changed => changed.Joined,
            _ => [],
        };
}
