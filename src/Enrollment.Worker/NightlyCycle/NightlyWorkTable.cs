using Enrollment.Worker.Enrollments;
using Enrollment.Domain;
using Enrollment.Worker.Storage;
using Marten;
using Npgsql;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>The planned work of a run, cut into segments. Planned by one statement; a segment's rows go with the transaction that did them.</summary>
internal static class NightlyWorkTable
{
    /// <summary>Small enough for a segment to take seconds, large enough for few round trips.</summary>
    private const int SegmentSize = 500;

    // Everybody whose facts changed, and everybody whom a changed rule concerns or concerned.
    private const string PlanBatch =
        $"""
        with candidate as (
          select learner_id from {OwnTables.PendingLearner}
          union select learner_id from {OwnTables.LearnerGroup} where group_id = any(@groups)
          union select learner_id from {OwnTables.Enrollment} where activity_id = any(@activities)
          union select id from {MartenSetup.Schema}.mt_doc_learner where @everybody)
        insert into {OwnTables.NightlyWork} (business_date, phase, segment, learner_id, activity_id)
        select @date, 'Batch', (row_number() over (order by learner_id) - 1) / @size + 1, learner_id, '' from candidate
        """;

    private const string PlanRollover =
        $"""
        insert into {OwnTables.NightlyWork} (business_date, phase, segment, learner_id, activity_id)
        select @date, 'Rollover', (row_number() over (order by learner_id, activity_id) - 1) / @size + 1, learner_id, activity_id
        from {OwnTables.Enrollment} where next_transition_on <= @date
        """;

    public static Task<PlannedWork> Plan(IDocumentSession session, NightlyRun run, NightlyRules rules, CancellationToken cancellationToken) =>
        Insert(session, PlanBatch, cancellationToken,
            new("date", run.BusinessDate),
            new("groups", rules.Changes.SelectMany(change => change.Groups).Distinct().ToArray()),
            new("activities", rules.Changes.SelectMany(change => change.Activities).Distinct().ToArray()),
            new("everybody", rules.Changes.Any(change => change.ConcernsEverybody)));

    public static Task<PlannedWork> PlanRollovers(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) =>
        Insert(session, PlanRollover, cancellationToken, new NpgsqlParameter("date", run.BusinessDate));

    /// <summary>The rows of a segment; the activity is empty in the batch.</summary>
    public static async Task<IReadOnlyList<EnrollmentKey>> Segment(
        IDocumentSession session, DateOnly date, NightlyPhase phase, int segment, CancellationToken cancellationToken)
    {
        await using var command = Command(session,
            $"select activity_id, learner_id from {OwnTables.NightlyWork} where business_date = @date and phase = @phase and segment = @segment",
            new("date", date), new("phase", phase.ToString()), new("segment", segment));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<EnrollmentKey>();
        while (await rows.ReadAsync(cancellationToken))
            keys.Add(new EnrollmentKey(new ActivityId(rows.GetString(0)), new LearnerId(rows.GetString(1))));
        return keys;
    }

    public static void Done(IDocumentSession session, DateOnly date, NightlyPhase phase, int segment) =>
        session.QueueSqlCommand(
            $"delete from {OwnTables.NightlyWork} where business_date = ? and phase = ? and segment = ?", date, phase.ToString(), segment);

    public static NpgsqlCommand Command(IDocumentSession session, string sql, params NpgsqlParameter[] parameters)
    {
#pragma warning disable CA2100 // The texts are constants of this program.
        var command = new NpgsqlCommand(sql, session.Connection);
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static async Task<PlannedWork> Insert(IDocumentSession session, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(session, sql, [.. parameters, new NpgsqlParameter("size", SegmentSize)]);
        var planned = await command.ExecuteNonQueryAsync(cancellationToken);
        return new PlannedWork((planned + SegmentSize - 1) / SegmentSize, planned);
    }
}
