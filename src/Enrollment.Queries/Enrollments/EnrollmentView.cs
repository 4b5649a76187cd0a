using System.Globalization;
using System.Text.Json;
using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Enrollments;

/// <summary>An enrollment with its latest period.</summary>
public sealed record EnrollmentView(
    string ActivityId,
    string UserId,
    PeriodStatus Status,
    Requirement Requirement,
    DateOnly EnrolledOn,
    DateOnly? Due,
    DateOnly CountsFrom,
    DateOnly? CompletedOn,
    DateOnly? OverdueSince,
    string RuleId,
    int RuleVersion
)
{
    // Later periods follow from completions and take-overs.
    private const string Begun = $"""
        select from {DatabaseSchema.Name}.mt_events
        where stream_id = {StreamKeys.EnrollmentInSql}
          and type in ('period_planned', 'period_satisfied') and lower(data -> 'period' ->> 'origin') = 'eligibility'
        """;

    private static readonly string Select = $"""
        select {EnrollmentTable.Table.ColumnList} from {OwnTables.Enrollment}
        where status is not null and (@learner is null or learner_id = @learner) and (@activity is null or activity_id = @activity)
          and (@status is null or status = @status)
          and (@atonce is null or exists ({Begun} and data -> 'cause' ->> 'messageId' is not null and data ->> 'effectiveOn' = @atonce))
          and (@bynight is null or exists ({Begun} and data -> 'cause' ->> 'run' = @bynight))
        order by activity_id, learner_id
        limit @limit
        """;

    /// <summary>The enrollments that have a period, ordered by activity, then learner.</summary>
    public static Task<IReadOnlyList<EnrollmentView>> FindAsync(
        IQuerySession session,
        EnrollmentFilter filter,
        CancellationToken cancellationToken
    ) =>
        Sql.QueryAsync(
            session,
            Select,
            row => Of(EnrollmentTable.Table.Read(row)),
            cancellationToken,
            Sql.Text("learner", filter.Learner),
            Sql.Text("activity", filter.Activity),
            Sql.Text("status", filter.Status is { } wanted ? JsonNamingPolicy.CamelCase.ConvertName(wanted.ToString()) : null),
            Sql.Text("atonce", filter.EnrolledAtOnceOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Sql.Text("bynight", filter.EnrolledByNightOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            new NpgsqlParameter("limit", NpgsqlTypes.NpgsqlDbType.Integer) { Value = (object?)filter.Limit ?? DBNull.Value }
        );

    /// <summary>The number of enrollments by status.</summary>
    public static async Task<IReadOnlyDictionary<PeriodStatus, long>> CountAsync(IQuerySession session, CancellationToken cancellationToken)
    {
        var counts = await Sql.QueryAsync(
            session,
            $"select status, count(*) from {OwnTables.Enrollment} where status is not null group by status",
            row => (Status: ValueOf<PeriodStatus>(row.GetString(0)), Count: row.GetInt64(1)),
            cancellationToken
        );
        return counts.ToDictionary(count => count.Status, count => count.Count);
    }

    /// <summary>The view of a folded state; null if it has no period.</summary>
    internal static EnrollmentView? Of(ActivityId activity, LearnerId learner, EnrollmentState state) =>
        state.Periods.Count == 0 ? null : Of(activity, learner, state.Periods[^1]);

    private static EnrollmentView Of(ActivityId activity, LearnerId learner, Period latest) =>
        new(
            activity.Value,
            learner.Value,
            latest.Status,
            latest.Requirement,
            latest.EnrolledOn,
            latest.Due,
            latest.CountsFrom,
            latest.CompletedOn,
            latest.EnrollmentOverdueSince,
            latest.RuleId.Value,
            latest.RuleVersion
        );

    private static EnrollmentView Of(EnrollmentRow row) =>
        new(
            row.Activity,
            row.Learner,
            ValueOf<PeriodStatus>(row.Status!),
            ValueOf<Requirement>(row.Requirement!),
            row.EnrolledOn!.Value,
            row.Due,
            row.CountsFrom!.Value,
            row.CompletedOn,
            row.OverdueSince,
            row.Rule!,
            row.RuleVersion!.Value
        );

    private static T ValueOf<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text, ignoreCase: true);
}
