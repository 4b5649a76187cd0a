using Enrollment.Domain;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Learners;

/// <summary>
/// The table of dates on which a run has to look at a learner, because something begins or ends by the calendar alone (semantics 11). Until
/// then no run looks.
/// </summary>
public static class CalendarDates
{
    public static OwnTable Table { get; } =
        new(
            OwnTables.LearnerCalendarDate,
            new Column("learner_id", "text") { IsKey = true },
            new Column("on_date", "date") { IsKey = true }
        );

    private static readonly string Insert =
        $"insert into {Table.Name} ({Table.ColumnList}) select * from unnest(?, ?) on conflict do nothing";

    private static readonly string HireDates = $"""
        insert into {Table.Name} ({Table.ColumnList})
        select id, (data -> 'learner' -> 'hired' ->> 'value')::date from {DatabaseSchema.Name}.mt_doc_learner
        where (data -> 'learner' -> 'hired' ->> 'value')::date > ? on conflict do nothing
        """;

    public static void Add(IDocumentSession session, IEnumerable<(LearnerId Learner, DateOnly On)> dates)
    {
        var rows = dates
            .Select(date => (Learner: date.Learner.Value, date.On))
            .Distinct()
            .OrderBy(row => row.Learner, StringComparer.Ordinal)
            .ThenBy(row => row.On)
            .ToArray();
        if (rows.Length > 0)
            session.QueueSqlCommand(Insert, rows.Select(row => row.Learner).ToArray(), rows.Select(row => row.On).ToArray());
    }

    /// <summary>Adds the hire dates after a date that an earlier version recorded. It had no rule that waits for them.</summary>
    public static void AddHireDates(IDocumentSession session, DateOnly after) => session.QueueSqlCommand(HireDates, after);
}
