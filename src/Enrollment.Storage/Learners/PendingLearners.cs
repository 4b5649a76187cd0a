using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Learners;

/// <summary>
/// The table of learners that the next run has to evaluate. A row is written in the fact's own transaction, because a watermark would miss
/// late commits. A fact writes a new token. A run removes the row if the token is still the one that it read.
/// </summary>
public static class PendingLearners
{
    public static OwnTable Table { get; } =
        new(
            OwnTables.PendingLearner,
            new Column("learner_id", "text") { IsKey = true },
            new Column("token", "uuid"),
            new Column("since", "timestamptz"),
            new Column("latest", "timestamptz")
        );

    private static readonly string Upsert = $"""
        insert into {Table.Name} as pending ({Table.ColumnList})
        select learner_id, gen_random_uuid(), since, latest from unnest(?, ?, ?) as given(learner_id, since, latest)
        on conflict (learner_id) do update set token = excluded.token, since = least(pending.since, excluded.since),
          latest = greatest(pending.latest, excluded.latest)
        """;

    /// <summary>
    /// Whether a run has to evaluate the learner because of the fact. That includes a fact that a later one supersedes: at a run's instant
    /// the earlier one may hold. Only names concern no rule.
    /// </summary>
    public static bool IsConcerned(LearnerFact fact) => fact is not LearnerUpdated { HireDateGiven: false };

    public static void Add(IDocumentSession session, IEnumerable<(LearnerId Learner, DateTimeOffset OccurredAt)> facts)
    {
        var learners = facts
            .GroupBy(fact => fact.Learner.Value, fact => fact.OccurredAt.ToUniversalTime())
            .OrderBy(learner => learner.Key, StringComparer.Ordinal)
            .ToArray();
        if (learners.Length > 0)
            session.QueueSqlCommand(
                Upsert,
                learners.Select(learner => learner.Key).ToArray(),
                learners.Select(learner => learner.Min()).ToArray(),
                learners.Select(learner => learner.Max()).ToArray()
            );
    }
}
