using Enrollment.Storage.Access;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Npgsql;

namespace Enrollment.Processing.Nights;

/// <summary>
/// The learners that the batch of a run evaluates: those with changed facts, and those whom a changed rule concerns or concerned.
/// </summary>
internal static class Candidates
{
    public const string Sql = $"""
        select learner_id from {OwnTables.PendingLearner}
        union select learner_id from {OwnTables.LearnerGroup} where group_id = any(@groups)
        union select learner_id from {OwnTables.Enrollment} where activity_id = any(@activities)
        union select id from {DatabaseSchema.Name}.mt_doc_learner where @everybody
        """;

    public static NpgsqlParameter[] Parameters(NightlyRules rules, string prefix = "") =>
        [
            new(prefix + "groups", rules.Changes.SelectMany(change => change.Groups).Distinct().ToArray()),
            new(prefix + "activities", rules.Changes.SelectMany(change => change.Activities).Distinct().ToArray()),
            new(prefix + "everybody", rules.AdoptsSemantics || rules.Changes.Any(change => change.ConcernsEverybody)),
        ];
}
