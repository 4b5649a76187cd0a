using Enrollment.Domain.Learners;
using Enrollment.Storage.Schema;
using Marten;

namespace Enrollment.Storage.Learners;

/// <summary>Keeps the table of current memberships in step with the learners.</summary>
internal static class LearnerGroups
{
    private const string Insert =
        $"insert into {OwnTables.LearnerGroup} (group_id, learner_id) select * from unnest(?, ?) on conflict do nothing";

    private const string Delete =
        $"delete from {OwnTables.LearnerGroup} g using unnest(?, ?) as gone(group_id, learner_id) "
        + "where g.group_id = gone.group_id and g.learner_id = gone.learner_id";

    public static void Follow(IDocumentSession session, IEnumerable<(Learner Before, Learner After)> changes)
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
        [.. learner.Memberships.Where(membership => membership.Value.Value).Select(membership => membership.Key)];
}
