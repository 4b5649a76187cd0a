using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Queries.Decisions;

/// <summary>Which ids are in the record.</summary>
public static class KnownIds
{
    private const string UnknownLearners = $"""
        select given.id from unnest(@ids) with ordinality as given (id, place)
        where not exists (select from {DatabaseSchema.Name}.mt_doc_learner known where known.id = given.id)
        order by place
        """;

    private const string Activity = $"""
        select exists (select from {OwnTables.Enrollment} where activity_id = @activity)
          or exists (select from {DatabaseSchema.Name}.mt_doc_rule where data -> 'saved' -> 'rule' ->> 'activityId' = @activity)
        """;

    /// <summary>The learners of whom nothing is recorded, in their order.</summary>
    public static Task<IReadOnlyList<string>> FindUnknownLearnersAsync(
        IQuerySession session,
        IEnumerable<string> learners,
        CancellationToken cancellationToken
    ) => Sql.QueryAsync(session, UnknownLearners, row => row.GetString(0), cancellationToken, Sql.Texts("ids", learners));

    /// <summary>Whether a rule names the activity, or a learner has an enrollment in it.</summary>
    public static Task<bool> HasActivityAsync(IQuerySession session, string activity, CancellationToken cancellationToken) =>
        Sql.QuerySingleAsync(session, Activity, row => row.GetBoolean(0), cancellationToken, Sql.Text("activity", activity));
}
