using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Marten;
using Npgsql;

namespace Enrollment.Storage.Learners;

/// <summary>A note that a learner has to be looked at; gone once a run has seen all of it.</summary>
internal sealed record PendingLearner(string Id, Guid Token, DateTimeOffset Since)
{
    public static async Task<IReadOnlyDictionary<string, PendingLearner>> Among(
        IDocumentSession session,
        string[] learners,
        CancellationToken cancellationToken
    )
    {
        await using var command = session.Command(
            $"select learner_id, token, since from {OwnTables.PendingLearner} where learner_id = any(@learners)",
            new NpgsqlParameter("learners", learners)
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var pending = new Dictionary<string, PendingLearner>();
        while (await rows.ReadAsync(cancellationToken))
            pending.Add(rows.GetString(0), new PendingLearner(rows.GetString(0), rows.GetGuid(1), rows.GetFieldValue<DateTimeOffset>(2)));
        return pending;
    }

    /// <summary>Removes the notes unless a fact has come since, or one lies after the run's instant.</summary>
    public static void Seen(IDocumentSession session, IReadOnlyCollection<PendingLearner> pending, DateTimeOffset instant)
    {
        if (pending.Count > 0)
            session.QueueSqlCommand(
                $"delete from {OwnTables.PendingLearner} p using unnest(?, ?) as seen(id, token) "
                    + "where p.learner_id = seen.id and p.token = seen.token and p.latest <= ?",
                pending.Select(note => note.Id).ToArray(),
                pending.Select(note => note.Token).ToArray(),
                instant.ToUniversalTime()
            );
    }
}
