using Enrollment.Domain.Learners;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Learners;

/// <summary>Keeps the table of current memberships in step with a learner.</summary>
internal static class LearnerGroups
{
    public static void Follow(IDocumentSession session, Learner before, Learner after)
    {
        var (was, isNow) = (Groups(before), Groups(after));
        var (joined, left) = (isNow.Except(was).ToArray(), was.Except(isNow).ToArray());
        if (joined.Length > 0)
            session.QueueSqlCommand(
                $"insert into {OwnTables.LearnerGroup} (group_id, learner_id) select unnest(?), ? on conflict do nothing", joined, after.Id.Value);
        if (left.Length > 0)
            session.QueueSqlCommand($"delete from {OwnTables.LearnerGroup} where group_id = any(?) and learner_id = ?", left, after.Id.Value);
    }

    private static HashSet<string> Groups(Learner learner) =>
        [.. learner.Memberships.Where(membership => membership.Value.Value).Select(membership => membership.Key)];
}
