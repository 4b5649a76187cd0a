using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Queries.Enrollments;

/// <summary>The number of enrollments with a current period, of a learner or by a rule, by status.</summary>
public static class CurrentEnrollments
{
    private const string Select = $"""
        select status, count(*) from {OwnTables.Enrollment}
        where status in ('scheduled', 'open', 'overdue', 'paused')
          and (@learner is null or learner_id = @learner) and (@rule is null or rule_id = @rule)
        group by status
        """;

    public static Task<IReadOnlyDictionary<PeriodStatus, long>> OfLearnerAsync(
        IQuerySession session,
        string learner,
        CancellationToken cancellationToken
    ) => CountAsync(session, learner, null, cancellationToken);

    public static Task<IReadOnlyDictionary<PeriodStatus, long>> ByRuleAsync(
        IQuerySession session,
        string rule,
        CancellationToken cancellationToken
    ) => CountAsync(session, null, rule, cancellationToken);

    private static async Task<IReadOnlyDictionary<PeriodStatus, long>> CountAsync(
        IQuerySession session,
        string? learner,
        string? rule,
        CancellationToken cancellationToken
    )
    {
        var counts = await Sql.QueryAsync(
            session,
            Select,
            row => (Status: Enum.Parse<PeriodStatus>(row.GetString(0), ignoreCase: true), Count: row.GetInt64(1)),
            cancellationToken,
            Sql.Text("learner", learner),
            Sql.Text("rule", rule)
        );
        return counts.ToDictionary(count => count.Status, count => count.Count);
    }
}
