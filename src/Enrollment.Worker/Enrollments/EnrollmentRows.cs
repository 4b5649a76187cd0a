using System.Globalization;
using System.Text.Json;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Enrollments;

/// <summary>Writes the read model of the enrollments a transaction changes, as one statement.</summary>
internal static class EnrollmentRows
{
    private const string Upsert =
        $"""
        insert into {OwnTables.Enrollment} (activity_id, learner_id, version, period, status, requirement, enrolled_on, due, counts_from, completed_on, overdue_since,
          rule_id, rule_version, next_transition_on)
        select activity_id, learner_id, version::bigint, period::integer, status, requirement, enrolled_on::date, due::date, counts_from::date, completed_on::date, overdue_since::date,
          rule_id, rule_version::integer, next_transition_on::date
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          as row(activity_id, learner_id, version, period, status, requirement, enrolled_on, due, counts_from, completed_on, overdue_since, rule_id, rule_version, next_transition_on)
        on conflict (activity_id, learner_id) do update set version = excluded.version, period = excluded.period, status = excluded.status,
          requirement = excluded.requirement, enrolled_on = excluded.enrolled_on, due = excluded.due, counts_from = excluded.counts_from,
          completed_on = excluded.completed_on, overdue_since = excluded.overdue_since, rule_id = excluded.rule_id, rule_version = excluded.rule_version,
          next_transition_on = excluded.next_transition_on
        """;

    public static void Write(IDocumentSession session, IReadOnlyCollection<(EnrollmentKey Key, EnrollmentState State, long Version)> enrollments)
    {
        if (enrollments.Count == 0)
            return;
        var cells = enrollments.Select(entry => Row(entry.Key, entry.State, entry.Version)).ToArray();
        var columns = Enumerable.Range(0, cells[0].Length).Select(column => (object)cells.Select(row => row[column]).ToArray()).ToArray();
        session.QueueSqlCommand(Upsert, columns);
    }

    /// <summary>The enrollments these learners have, with or without a period.</summary>
    public static async Task<HashSet<EnrollmentKey>> Of(IDocumentSession session, string[] learners, CancellationToken cancellationToken)
    {
        await using var command = session.Command(
            $"select activity_id, learner_id from {OwnTables.Enrollment} where learner_id = any(@learners)", new Npgsql.NpgsqlParameter("learners", learners));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new HashSet<EnrollmentKey>();
        while (await rows.ReadAsync(cancellationToken))
            keys.Add(new EnrollmentKey(new ActivityId(rows.GetString(0)), new LearnerId(rows.GetString(1))));
        return keys;
    }

    private static string?[] Row(EnrollmentKey key, EnrollmentState state, long version)
    {
        var period = state.Periods.LastOrDefault();
        return
        [
            key.Activity.Value, key.Learner.Value, Text(version), Text(period?.Number), Word(period?.Status), Word(period?.Requirement),
            Text(period?.EnrolledOn), Text(period?.Due), Text(period?.CountsFrom), Text(period?.CompletedOn), Text(state.OverdueSince), period?.RuleId.Value,
            Text(period?.RuleVersion), Text(period?.NextTransitionOn),
        ];
    }

    private static string? Text<T>(T? value)
        where T : struct, IFormattable =>
        value?.ToString(typeof(T) == typeof(DateOnly) ? "yyyy-MM-dd" : null, CultureInfo.InvariantCulture);

    private static string? Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Word<T>(T? value)
        where T : struct, Enum =>
        value is { } word ? JsonNamingPolicy.CamelCase.ConvertName(word.ToString()) : null;
}
