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
            .Concat(await FindMissingDatesAsync(connection, enrollments, cancellationToken));
    }

    private async Task<IEnumerable<Finding>> FindMissingDatesAsync(
        NpgsqlConnection connection,
        IEnumerable<(EnrollmentKey Key, EnrollmentState State, long Version)> enrollments,
        CancellationToken cancellationToken
    )
    {
        var dates = enrollments
            .SelectMany(entry => entry.State.Exemptions.Values.SelectMany(NextLook.DatesOf).Select(date => (entry.Key, On: date)))
            .ToArray();
        if (dates.Length == 0 || await toCome.FindLatestPassedAsync(connection, cancellationToken) is not { } passed)
            return [];
        var ahead = dates.Where(date => date.On > passed).ToArray();
        var missing = await RunsToCome.FindMissingAsync(
            connection,
            [.. ahead.Select(date => (date.Key.Learner, date.On))],
            cancellationToken
        );
        return ahead
            .Where(date => missing.Contains((date.Key.Learner, date.On)))
            .Select(date => new Finding(FindingKind.ReadModel, date.Key.Stream, null, FindingText.DateMissing(date.On)));
    }
}
