using Enrollment.Domain;
using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Storage.Learners;

/// <summary>A date of a learner's calendar that has come.</summary>
public sealed record CalendarDate(LearnerId Learner, DateOnly On)
{
    /// <summary>Those of these learners up to a run's date. After missed nights there can be several of one learner.</summary>
    public static async Task<ILookup<LearnerId, CalendarDate>> GetAsync(
        IDocumentSession session,
        string[] learners,
        DateOnly upTo,
        CancellationToken cancellationToken
    )
    {
        var dates = await Sql.QueryAsync(
            session,
            $"select learner_id, on_date from {OwnTables.LearnerCalendarDate} where learner_id = any(@learners) and on_date <= @upto",
            row => new CalendarDate(new LearnerId(row.GetString(0)), row.GetFieldValue<DateOnly>(1)),
            cancellationToken,
            Sql.Texts("learners", learners),
            new NpgsqlParameter("upto", upTo)
        );
        return dates.ToLookup(date => date.Learner);
    }

    /// <summary>Removes the dates on which a run has looked.</summary>
    public static void Remove(IDocumentSession session, IReadOnlyCollection<CalendarDate> lookedAt)
    {
        if (lookedAt.Count > 0)
            session.QueueSqlCommand(
                $"delete from {OwnTables.LearnerCalendarDate} d using unnest(?, ?) as past(id, on_date) "
                    + "where d.learner_id = past.id and d.on_date = past.on_date",
                lookedAt.Select(date => date.Learner.Value).ToArray(),
                lookedAt.Select(date => date.On).ToArray()
            );
    }
}
