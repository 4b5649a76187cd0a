using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Worker.Enrollments;
using Enrollment.Worker.Observability;
using Marten;

namespace Enrollment.Worker.Recording;

/// <summary>Records some facts, and what they change at once, in one transaction: read by set, decided one by one in their order, written together.</summary>
public sealed class FactTransactions(IDocumentStore store, BusinessCalendar calendar, EnrollmentOptions options, TimeProvider time)
{
    /// <summary>What became of each fact, in their order; it is committed then.</summary>
    /// <param name="facts">In the order in which they count.</param>
    /// <param name="alongside">Adds what belongs into the same transaction.</param>
    public async Task<IReadOnlyList<FactOutcome>> Record(IReadOnlyList<PersonFact> facts, Action<IDocumentSession>? alongside = null)
    {
        await using var session = store.LightweightSession();
        var reading = await FactReading.Of(session, facts);
        var learners = await LearnersTogether.Of(session, facts, reading);
        var decisions = Decisions(facts, learners, reading);
        var enrollments = await EnrollmentsTogether.Load(session, [.. decisions.SelectMany(fact => fact).Select(decision => decision.Key).Distinct()]);
        var outcomes = facts.Select((fact, i) => Take(fact, learners.IsNew(i), decisions[i], enrollments)).ToArray();
        learners.Write(session);
        enrollments.Write(session);
        alongside?.Invoke(session);
        await session.SaveChangesAsync();
        return outcomes;
    }

    private static FactOutcome Take(PersonFact fact, bool isNew, IReadOnlyList<Decision> decisions, EnrollmentsTogether enrollments)
    {
        var changed = false;
        foreach (var decision in decisions)
            changed |= enrollments.Take(decision);
        return fact is PersonFact.Told ? Outcome(isNew) : Outcome(changed);
    }

    private static FactOutcome Outcome(bool applied) => applied ? FactOutcome.Applied : FactOutcome.Unchanged;

    /// <summary>What has to be decided for each fact, once the enrollments are read.</summary>
    private IReadOnlyList<IReadOnlyList<Decision>> Decisions(IReadOnlyList<PersonFact> facts, LearnersTogether learners, FactReading reading)
    {
        var now = time.GetUtcNow();
        return [.. facts.Select((fact, i) => fact switch
        {
            PersonFact.Completion completion => [Complete(completion, now, reading.Ledger?.RolledOverTo ?? DateOnly.MinValue)],
            PersonFact.Told told when learners.IsNew(i) => EnrollAtOnce(told, learners.After(i), reading.Rules, now),
            _ => (IReadOnlyList<Decision>)[],
        })];
    }

    /// <summary>A completion takes effect at once, judged by its own date (semantics 4, 5.3).</summary>
    private Decision Complete(PersonFact.Completion fact, DateTimeOffset now, DateOnly rolledOverTo) => new(
        new EnrollmentKey(fact.Activity, fact.Learner),
        state => Domain.Enrollments.Decisions.Complete(state, fact.CompletedOn, calendar.DateOf(now), rolledOverTo, Cause.Message(fact.MessageId)));

    /// <summary>Semantics 4: a join in the user interface takes effect at once where no period is current.</summary>
    private IReadOnlyList<Decision> EnrollAtOnce(PersonFact.Told told, Domain.Learners.Learner learner, IReadOnlyList<Rule> rules, DateTimeOffset now)
    {
        var stamp = told.Fact.Stamp;
        var context = StepContext.AtOnce(calendar.DateOf(stamp.OccurredAt), calendar.DateOf(now), now, options.MinimumDaysToComplete, stamp.MessageId);
        return [.. Judging.ActivitiesAtOnce(told.Fact, learner, rules).Select(activity => new Decision(
            new EnrollmentKey(activity, learner.Id), state => Judging.Decide(state, learner, rules, activity, calendar, context)))];
    }
}
