using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Schema;
using Marten;

namespace Enrollment.Storage.Learners;

/// <summary>Notes that the next run has to look at a learner, in the fact's own transaction: a watermark would lose late commits.</summary>
internal static class PendingLearners
{
    private const string Upsert = $"""
        insert into {OwnTables.PendingLearner} as pending (learner_id, token, since, latest)
        select learner_id, gen_random_uuid(), since, latest from unnest(?, ?, ?) as note(learner_id, since, latest)
        on conflict (learner_id) do update set token = excluded.token, since = least(pending.since, excluded.since),
          latest = greatest(pending.latest, excluded.latest)
        """;

    /// <summary>
    /// Also a fact that a later one beats is looked at: at a run's instant the earlier one may hold. Only names concern no rule.
    /// </summary>
    public static bool Concern(LearnerFact fact) => fact is not LearnerUpdated { HireDateGiven: false };

    public static void Note(IDocumentSession session, IEnumerable<(LearnerId Learner, DateTimeOffset OccurredAt)> facts)
    {
        var notes = facts
            .GroupBy(fact => fact.Learner.Value, fact => fact.OccurredAt.ToUniversalTime())
            .OrderBy(note => note.Key, StringComparer.Ordinal)
            .ToArray();
        if (notes.Length > 0)
            session.QueueSqlCommand(
                Upsert,
                notes.Select(note => note.Key).ToArray(),
                notes.Select(note => note.Min()).ToArray(),
                notes.Select(note => note.Max()).ToArray()
            );
    }
}
