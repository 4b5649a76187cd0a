using Enrollment.Domain;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Learners;

/// <summary>Notes that the next run has to look at a learner, in the fact's own transaction: a watermark would lose late commits.</summary>
internal static class PendingLearners
{
    private const string Upsert =
        $"""
        insert into {OwnTables.PendingLearner} as pending (learner_id, token, since, latest) values (?, ?, ?, ?)
        on conflict (learner_id) do update set token = excluded.token, since = least(pending.since, excluded.since),
          latest = greatest(pending.latest, excluded.latest)
        """;

    public static void Note(IDocumentSession session, LearnerId learner, DateTimeOffset occurredAt)
    {
        var instant = occurredAt.ToUniversalTime();
        session.QueueSqlCommand(Upsert, learner.Value, Guid.NewGuid(), instant, instant);
    }
}
