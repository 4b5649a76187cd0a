using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage.Access;
using Enrollment.Storage.Schema;
using Marten;

namespace Enrollment.Storage.Enrollments;

/// <summary>Writes the read model of the enrollments a transaction changes, as one statement.</summary>
internal static class EnrollmentRows
{
    private const string Upsert = $"""
        insert into {OwnTables.Enrollment} (activity_id, learner_id, version, period, status, requirement, enrolled_on, due, counts_from,
          completed_on, overdue_since, rule_id, rule_version, next_transition_on)
        select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (activity_id, learner_id) do update set version = excluded.version, period = excluded.period, status = excluded.status,
          requirement = excluded.requirement, enrolled_on = excluded.enrolled_on, due = excluded.due, counts_from = excluded.counts_from,
          completed_on = excluded.completed_on, overdue_since = excluded.overdue_since, rule_id = excluded.rule_id,
          rule_version = excluded.rule_version, next_transition_on = excluded.next_transition_on
        """;

    public static void Write(
        IDocumentSession session,
        IReadOnlyCollection<(EnrollmentKey Key, EnrollmentState State, long Version)> enrollments
    )
    {
        if (enrollments.Count == 0)
            return;
        var rows = enrollments.Select(EnrollmentRow.Of).ToArray();
        session.QueueSqlCommand(
            Upsert,
            rows.Select(row => row.Activity).ToArray(),
            rows.Select(row => row.Learner).ToArray(),
            rows.Select(row => row.Version).ToArray(),
            rows.Select(row => row.Period).ToArray(),
            rows.Select(row => row.Status).ToArray(),
            rows.Select(row => row.Requirement).ToArray(),
            rows.Select(row => row.EnrolledOn).ToArray(),
            rows.Select(row => row.Due).ToArray(),
            rows.Select(row => row.CountsFrom).ToArray(),
            rows.Select(row => row.CompletedOn).ToArray(),
            rows.Select(row => row.OverdueSince).ToArray(),
            rows.Select(row => row.Rule).ToArray(),
            rows.Select(row => row.RuleVersion).ToArray(),
            rows.Select(row => row.NextTransitionOn).ToArray()
        );
    }

    /// <summary>The enrollments these learners have, with or without a period.</summary>
    public static async Task<HashSet<EnrollmentKey>> Of(IDocumentSession session, string[] learners, CancellationToken cancellationToken)
    {
        await using var command = session.Command(
            $"select activity_id, learner_id from {OwnTables.Enrollment} where learner_id = any(@learners)",
            new Npgsql.NpgsqlParameter("learners", learners)
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new HashSet<EnrollmentKey>();
        while (await rows.ReadAsync(cancellationToken))
            keys.Add(new EnrollmentKey(new ActivityId(rows.GetString(0)), new LearnerId(rows.GetString(1))));
        return keys;
    }
}
