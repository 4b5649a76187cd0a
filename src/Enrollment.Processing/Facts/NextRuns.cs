using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>Which runs have to look at a learner because of new facts: the next one, or those of later dates (semantics 11, 13).</summary>
internal sealed class NextRuns(BusinessCalendar calendar, DateTimeOffset now)
{
    private readonly DateOnly _lastDue = calendar.LatestDue(now);

    public void Add(
        IDocumentSession session,
        IReadOnlyCollection<(LearnerId Learner, LearnerFact Fact)> facts,
        IEnumerable<(EnrollmentKey Key, EnrollmentEvent Event)> events
    )
    {
        var exemptions = events
            .Where(entry => entry.Event is ExemptionRecorded)
            .Select(entry => (entry.Key.Learner, Fact: (ExemptionRecorded)entry.Event))
            .ToArray();
        var looks = facts
            .SelectMany(entry =>
                NextLook.DatesOf(entry.Fact, calendar).Select(date => (entry.Learner, On: date, entry.Fact.Stamp.OccurredAt))
            )
            .Concat(
                exemptions.SelectMany(entry =>
                    NextLook.DatesOf(entry.Fact).Select(date => (entry.Learner, On: date, entry.Fact.OccurredAt))
                )
            )
            .ToArray();
        PendingLearners.Add(
            session,
            [
                .. facts.SelectMany(entry => InstantsOf(entry.Fact).Select(instant => (entry.Learner, instant))),
                // One that is no longer in force gives its sources back in the next run (semantics 10).
                .. exemptions.Select(entry => (entry.Learner, entry.Fact.OccurredAt)),
                // The run of a date that has passed may still be under way, or to come after one of an earlier date.
                .. looks
                    .Where(look => look.On <= _lastDue && calendar.NightlyInstant(look.On) > look.OccurredAt)
                    .Select(look => (look.Learner, calendar.NightlyInstant(look.On))),
            ]
        );
        CalendarDates.Add(session, looks.Where(look => look.On > _lastDue).Select(look => (look.Learner, look.On)));
    }

    /// <summary>Since when the next run can see it. A fact that begins later waits for its date, except for a hire date.</summary>
    private IEnumerable<DateTimeOffset> InstantsOf(LearnerFact fact)
    {
        if (PendingLearners.IsConcerned(fact) && fact.Stamp.HoldsFrom <= now)
            yield return fact.Stamp.HoldsFrom;
        else if (PendingLearners.IsConcerned(fact) && (fact.Stamp.LaterFrom is null || fact is LearnerCreated { HiredOn: not null }))
            yield return fact.Stamp.OccurredAt;
    }
}
