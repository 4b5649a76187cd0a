using Enrollment.Domain;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Marten;
using Npgsql;

namespace Enrollment.Processing.Nights;

/// <summary>
/// The planned work of a run, cut into segments. One statement plans a phase. The transaction that carries out a segment deletes its row.
/// </summary>
internal static class NightlySegments
{
    /// <summary>Small enough for a segment to take about a second, large enough for few round trips and commits.</summary>
    private const int Size = 1000;

    private static readonly string BatchPlan = $"""
        with candidate as ({Candidates.Sql}),
        numbered as (select learner_id, (row_number() over (order by learner_id) - 1) / @size + 1 as segment from candidate),
        planned as (
          insert into {OwnTables.NightlySegment} ({NightlySegmentTable.Table.ColumnList})
          select @date, 'Batch', segment, array_agg(learner_id order by learner_id), array[]::text[] from numbered group by segment
          returning cardinality(learners) as items)
        select count(*)::int, coalesce(sum(items), 0)::bigint from planned
        """;

    private static readonly string RolloverPlan = $"""
        with numbered as (
          select learner_id, activity_id, (row_number() over (order by learner_id, activity_id) - 1) / @size + 1 as segment
          from {OwnTables.Enrollment} where next_transition_on <= @date),
        planned as (
          insert into {OwnTables.NightlySegment} ({NightlySegmentTable.Table.ColumnList})
          select @date, 'Rollover', segment,
            array_agg(learner_id order by learner_id, activity_id), array_agg(activity_id order by learner_id, activity_id)
          from numbered group by segment
          returning cardinality(learners) as items)
        select count(*)::int, coalesce(sum(items), 0)::bigint from planned
        """;

    public static Task<PlannedWork> PlanBatchAsync(
        IDocumentSession session,
        NightlyRun run,
        NightlyRules rules,
        NightlyOrders orders,
        CancellationToken cancellationToken
    ) => PlanAsync(session, BatchPlan, cancellationToken, [new("date", run.BusinessDate), .. Candidates.Parameters(rules, orders)]);

    public static Task<PlannedWork> PlanRolloverAsync(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) =>
        PlanAsync(session, RolloverPlan, cancellationToken, new NpgsqlParameter("date", run.BusinessDate));

    /// <summary>The learners of a segment of the batch.</summary>
    public static async Task<LearnerId[]> LoadLearnersAsync(
        IDocumentSession session,
        DateOnly date,
        int segment,
        CancellationToken cancellationToken
    )
    {
        var (learners, _) = await LoadAsync(session, date, NightlyPhase.Batch, segment, cancellationToken);
        return [.. learners.Select(id => new LearnerId(id))];
    }

    /// <summary>The enrollments of a segment of the rollover.</summary>
    public static async Task<EnrollmentKey[]> LoadEnrollmentsAsync(
        IDocumentSession session,
        DateOnly date,
        int segment,
        CancellationToken cancellationToken
    )
    {
        var (learners, activities) = await LoadAsync(session, date, NightlyPhase.Rollover, segment, cancellationToken);
        return [.. learners.Zip(activities, (learner, activity) => new EnrollmentKey(new ActivityId(activity), new LearnerId(learner)))];
    }

    public static void Delete(IDocumentSession session, DateOnly date, NightlyPhase phase, int segment) =>
        session.QueueSqlCommand(
            $"delete from {OwnTables.NightlySegment} where business_date = ? and phase = ? and segment = ?",
            date,
            phase.ToString(),
            segment
        );

    private static async Task<(string[] Learners, string[] Activities)> LoadAsync(
        IDocumentSession session,
        DateOnly date,
        NightlyPhase phase,
        int segment,
        CancellationToken cancellationToken
    )
    {
        var found = await Sql.QueryAsync(
            session,
            $"select learners, activities from {OwnTables.NightlySegment} "
                + "where business_date = @date and phase = @phase and segment = @segment",
            row => (row.GetFieldValue<string[]>(0), row.GetFieldValue<string[]>(1)),
            cancellationToken,
            new("date", date),
            new("phase", phase.ToString()),
            new("segment", segment)
        );
        return found is [var only]
            ? only
            : throw new InvalidOperationException(
                $"Segment {segment} of the {phase} of {date:yyyy-MM-dd} has no result, but its row in {OwnTables.NightlySegment} is gone: "
                    + "the run was planned by another version, or the row was deleted by hand."
            );
    }

    private static Task<PlannedWork> PlanAsync(
        IDocumentSession session,
        string sql,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    ) =>
        Sql.QuerySingleAsync(
            session,
            sql,
            row => new PlannedWork(row.GetInt32(0), row.GetInt64(1)),
            cancellationToken,
            [.. parameters, new NpgsqlParameter("size", Size)]
        );
}
