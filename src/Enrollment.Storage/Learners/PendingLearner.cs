using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Learners;

/// <summary>A learner that the next run has to evaluate.</summary>
public sealed record PendingLearner(string Id, Guid Token, DateTimeOffset Since)
{
    /// <summary>Those of these learners that are pending.</summary>
    public static async Task<IReadOnlyDictionary<string, PendingLearner>> GetAsync(
        IDocumentSession session,
        string[] learners,
        CancellationToken cancellationToken
    )
    {
        var pending = await Sql.QueryAsync(
            session,
            $"select learner_id, token, since from {OwnTables.PendingLearner} where learner_id = any(@learners)",
            row => new PendingLearner(row.GetString(0), row.GetGuid(1), row.GetFieldValue<DateTimeOffset>(2)),
            cancellationToken,
            Sql.Texts("learners", learners)
        );
        return pending.ToDictionary(learner => learner.Id);
    }

    /// <summary>Removes the rows of evaluated learners unless a fact has come since, or one holds only after the run's instant.</summary>
    public static void Remove(IDocumentSession session, IReadOnlyCollection<PendingLearner> evaluated, DateTimeOffset instant)
    {
        if (evaluated.Count > 0)
            session.QueueSqlCommand(
                $"delete from {OwnTables.PendingLearner} p using unnest(?, ?) as evaluated(id, token) "
                    + "where p.learner_id = evaluated.id and p.token = evaluated.token and p.latest <= ?",
                evaluated.Select(learner => learner.Id).ToArray(),
                evaluated.Select(learner => learner.Token).ToArray(),
                instant.ToUniversalTime()
            );
    }
}
