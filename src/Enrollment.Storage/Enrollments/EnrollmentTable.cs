using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Enrollments;

/// <summary>
/// The table <c>enrollment</c>. The schema, the writers, the queries, the rebuild and the verification of its rows use one list of columns.
/// </summary>
public static class EnrollmentTable
{
    public static OwnTable<EnrollmentRow> Table { get; } =
        new(
            OwnTables.Enrollment,
            Key("activity_id", row => row.Activity, (row, value) => row.Activity = value),
            Key("learner_id", row => row.Learner, (row, value) => row.Learner = value),
            Required("version", "bigint", row => row.Version, (row, value) => row.Version = value),
            Optional("period", "integer", row => row.Period, (row, value) => row.Period = value),
            Optional("status", "text", row => row.Status, (row, value) => row.Status = value),
            Optional("requirement", "text", row => row.Requirement, (row, value) => row.Requirement = value),
            Optional("enrolled_on", "date", row => row.EnrolledOn, (row, value) => row.EnrolledOn = value),
            Optional("due", "date", row => row.Due, (row, value) => row.Due = value),
            Optional("counts_from", "date", row => row.CountsFrom, (row, value) => row.CountsFrom = value),
            Optional("completed_on", "date", row => row.CompletedOn, (row, value) => row.CompletedOn = value),
            Optional("overdue_since", "date", row => row.OverdueSince, (row, value) => row.OverdueSince = value),
            Optional("rule_id", "text", row => row.Rule, (row, value) => row.Rule = value),
            Optional("rule_version", "integer", row => row.RuleVersion, (row, value) => row.RuleVersion = value),
            Optional("next_transition_on", "date", row => row.NextTransitionOn, (row, value) => row.NextTransitionOn = value),
            Optional("exemptions", "integer", row => row.Exemptions, (row, value) => row.Exemptions = value)
        );

    /// <summary>Writes the rows of changed enrollments with the session's next save, by one statement.</summary>
    public static void Write(
        IDocumentSession session,
        IReadOnlyCollection<(EnrollmentKey Key, EnrollmentState State, long Version)> enrollments
    )
    {
        if (enrollments.Count == 0)
            return;
        session.QueueSqlCommand(Table.Upsert, Table.GetValues([.. enrollments.Select(EnrollmentRow.Of)]));
    }

    /// <summary>Whether there is any enrollment.</summary>
    public static Task<bool> AnyAsync(IQuerySession session, CancellationToken cancellationToken) =>
        Sql.QuerySingleAsync(session, $"select exists (select from {OwnTables.Enrollment})", row => row.GetBoolean(0), cancellationToken);

    /// <summary>The enrollments of these learners, with or without a period.</summary>
    public static async Task<HashSet<EnrollmentKey>> GetKeysAsync(
        IDocumentSession session,
        string[] learners,
        CancellationToken cancellationToken
    )
    {
        var keys = await Sql.QueryAsync(
            session,
            $"select activity_id, learner_id from {OwnTables.Enrollment} where learner_id = any(@learners)",
            row => new EnrollmentKey(new ActivityId(row.GetString(0)), new LearnerId(row.GetString(1))),
            cancellationToken,
            Sql.Texts("learners", learners)
        );
        return [.. keys];
    }

    private static Column<EnrollmentRow> Key(string name, Func<EnrollmentRow, string> get, Action<EnrollmentRow, string> set) =>
        new Column<EnrollmentRow, string>(name, "text", get, set) { IsKey = true };

    private static Column<EnrollmentRow> Required<T>(string name, string type, Func<EnrollmentRow, T> get, Action<EnrollmentRow, T> set) =>
        new Column<EnrollmentRow, T>(name, type, get, set);

    private static Column<EnrollmentRow> Optional<T>(string name, string type, Func<EnrollmentRow, T> get, Action<EnrollmentRow, T> set) =>
        new Column<EnrollmentRow, T>(name, type, get, set) { IsNullable = true };
}
