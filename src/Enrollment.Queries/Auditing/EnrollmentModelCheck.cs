using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Enrollments;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>Enrollments: their rows, and the dates on which exemptions begin and end.</summary>
internal sealed class EnrollmentModelCheck(RunsToCome toCome) : IModelCheck
{
    private static readonly string Rows = $"""
        select {EnrollmentTable.Table.ColumnList} from {OwnTables.Enrollment}
        where (activity_id, learner_id) in (select * from unnest(@activities, @learners))
        """;

    public string Prefix => "enrollment/";

    public Type Kind => typeof(EnrollmentEvent);

    public async Task<IEnumerable<Finding>> FindAsync(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> streams,
        CancellationToken cancellationToken
    )
    {
        var enrollments = streams.Select(stream => stream.Enrollment()).ToArray();
        var should = enrollments.ToDictionary(enrollment => enrollment.Key.Stream, EnrollmentRow.Of);
        var rows = await Sql.QueryAsync(
            connection,
            Rows,
            EnrollmentTable.Table.Read,
            cancellationToken,
            Sql.Texts("activities", should.Values.Select(row => row.Activity)),
            Sql.Texts("learners", should.Values.Select(row => row.Learner))
        );
        var found = rows.ToDictionary(row => (row.Activity, row.Learner));
        return should
            .Where(entry => found.GetValueOrDefault((entry.Value.Activity, entry.Value.Learner)) != entry.Value)
            .Select(entry => new Finding(
                FindingKind.ReadModel,
                entry.Key,
                null,
                FindingText.OtherRow(
                    found.GetValueOrDefault((entry.Value.Activity, entry.Value.Learner))?.ToString(),
                    entry.Value.ToString()
                )
            ))
            .Concat(await toCome.FindMissingDatesAsync(connection, [.. enrollments.SelectMany(DatesOf)], cancellationToken));
    }

    private static IEnumerable<(string Stream, LearnerId Learner, DateOnly On)> DatesOf(
        (EnrollmentKey Key, EnrollmentState State, long Version) enrollment
    ) => NextLook.DatesOf(enrollment.State).Select(date => (enrollment.Key.Stream, enrollment.Key.Learner, date));
}
