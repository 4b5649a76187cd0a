using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Worker.Enrollments;
using Enrollment.Worker.Observability;
using Enrollment.Worker.Rules;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Learners;

/// <summary>Records a fact about a learner, and what it changes at once, in one transaction.</summary>
public sealed class LearnerRecorder(
    IDocumentSession session, BusinessCalendar calendar, EnrollmentOptions options, TimeProvider time)
{
    /// <summary>Unchanged when this very message was recorded before.</summary>
    public async Task<FactOutcome> Record(LearnerId id, LearnerFact fact, CancellationToken cancellationToken)
    {
        using var scope = LogScope.Stream(StreamKeys.Of(id));
        var document = await session.LoadAsync<LearnerDocument>(id.Value, cancellationToken);
        var before = document?.Learner ?? new Learner(id);
        var after = before.With(fact);
        var changed = !ReferenceEquals(before, after);
        if (!changed && document is not null && await IsKnown(id, fact, cancellationToken))
            return FactOutcome.Unchanged;
        Append(id, document, after, fact);
        // Also when a later fact beats it: at a run's instant the earlier one may hold.
        if (fact is not LearnerUpdated { HireDateGiven: false })
            PendingLearners.Note(session, id, fact.Stamp.OccurredAt);
        LearnerGroups.Follow(session, before, after);
        var enrollments = new EnrollmentChanges(session);
        await EnrollAtOnce(after, fact, enrollments, cancellationToken);
        enrollments.Write();
        await session.SaveChangesAsync(cancellationToken);
        return FactOutcome.Applied;
    }

    private async Task<bool> IsKnown(LearnerId id, LearnerFact fact, CancellationToken cancellationToken)
    {
        var events = await session.Events.FetchStreamAsync(StreamKeys.Of(id), token: cancellationToken);
        return events.Select(recorded => recorded.Data).OfType<LearnerFact>().Any(known => known.Stamp == fact.Stamp && known.GetType() == fact.GetType());
    }

    private void Append(LearnerId id, LearnerDocument? document, Learner learner, LearnerFact fact)
    {
        var (key, version) = (StreamKeys.Of(id), document?.StreamVersion ?? 0);
        if (version == 0)
            session.Events.StartStream(key, fact);
        else
            session.Events.Append(key, version + 1, fact);
        var latest = document is null || fact.Stamp.OccurredAt > document.LatestOccurredAt ? fact.Stamp.OccurredAt : document.LatestOccurredAt;
        session.Store(new LearnerDocument(id.Value, learner, version + 1) { LatestOccurredAt = latest });
    }

    /// <summary>Semantics 4: a join in the user interface takes effect at once where no period is current.</summary>
    private async Task EnrollAtOnce(Learner learner, LearnerFact fact, EnrollmentChanges enrollments, CancellationToken cancellationToken)
    {
        if (fact is not (MembershipChanged { AtOnce: true, Joined.Count: > 0 } or LearnerCreated { AtOnce: true, Groups.Count: > 0 }))
            return;
        var rules = await session.Rules(cancellationToken);
        var now = time.GetUtcNow();
        var context = StepContext.AtOnce(
            calendar.DateOf(fact.Stamp.OccurredAt), calendar.DateOf(now), now, options.MinimumDaysToComplete, fact.Stamp.MessageId);
        foreach (var activity in Judging.ActivitiesAtOnce(fact, learner, rules))
        {
            var key = new EnrollmentKey(activity, learner.Id);
            var stored = await session.LoadEnrollment(key, cancellationToken);
            enrollments.Add(key, stored, Judging.Decide(stored.State, learner, rules, activity, calendar, context));
        }
    }
}
