using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Past;
using Enrollment.Storage.Access;
using JasperFx.Events;
using Marten;

namespace Enrollment.Queries.Records;

/// <summary>Events as they were known at a point in time, by stream and in order.</summary>
internal static class Recorded
{
    public static async Task<ILookup<string, IEvent>> GetAsync(
        IQuerySession session,
        IEnumerable<string> streams,
        PointInTime pointInTime,
        CancellationToken cancellationToken
    )
    {
        var events = await session.LoadEventsAsync(streams, cancellationToken);
        return events
            .SelectMany(stream => stream)
            .Where(e => pointInTime.Knows(e.Timestamp))
            .ToLookup(e => e.StreamKey!, StringComparer.Ordinal);
    }

    /// <summary>The activities for which the learner has a stream.</summary>
    public static Task<IReadOnlyList<string>> GetActivitiesAsync(
        IQuerySession session,
        string learner,
        CancellationToken cancellationToken
    ) =>
        Sql.QueryAsync(
            session,
            $"select activity_id from {OwnTables.Enrollment} where learner_id = @learner order by activity_id",
            row => row.GetString(0),
            cancellationToken,
            Sql.Text("learner", learner)
        );

    /// <summary>The enrollment as it stood. What an earlier version of the semantics decided is answered from what it recorded.</summary>
    public static EnrollmentState Enrollment(IEnumerable<IEvent> events, PointInTime pointInTime, EarlierSemantics? earlier)
    {
        var recorded = events.Select(e => (EnrollmentEvent)e.Data).ToArray();
        return earlier?.Answers(pointInTime) == true
            ? RecordedPast.AsOf(recorded, pointInTime.AsOf)
            : EnrollmentState.From(recorded).AsOf(pointInTime.AsOf, earlier?.AdoptedOn);
    }

    /// <summary>
    /// The learner according to the facts that had occurred by the end of the date. Those that hold from a later date are known, and do not
    /// hold yet (semantics 13).
    /// </summary>
    public static Learner Learner(LearnerId id, IEnumerable<IEvent> events, DateOnly asOf, BusinessCalendar calendar)
    {
        var facts = events.Select(e => (LearnerFact)e.Data).Where(fact => calendar.DateOf(fact.Stamp.OccurredAt) <= asOf).ToArray();
        var holding = facts.Select(fact => fact.Stamp.HoldsFrom).Where(from => calendar.DateOf(from) <= asOf);
        return facts
            .Aggregate(new Learner(id), (learner, fact) => learner.With(fact))
            .At(holding.DefaultIfEmpty(DateTimeOffset.MinValue).Max());
    }
}
