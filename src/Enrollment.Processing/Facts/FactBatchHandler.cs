using System.Diagnostics;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Batching;
using Enrollment.Processing.Conflicts;
using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>
/// Records some facts, and what they change at once, in one transaction: read by set, decided one by one in their order, written together.
/// </summary>
public sealed class FactBatchHandler(
    IDocumentStore store,
    EnrollmentReader reader,
    ConflictLetters conflicts,
    BusinessCalendar calendar,
    EnrollmentOptions options,
    TimeProvider time
)
{
    /// <summary>
    /// A fact that changes what was planned long ago can give thousands; a transaction of many such would take minutes and gigabytes.
    /// </summary>
    private const int MostEventsTogether = 20_000;

    /// <summary>What became of each fact, in their order; it is committed then.</summary>
    /// <param name="facts">In the order in which they count.</param>
    /// <param name="alongside">Adds what belongs into the same transaction; what it refuses by an exception is not recorded.</param>
    public async Task<IReadOnlyList<RecordedFact>> RecordAsync(
        IReadOnlyList<PersonFact> facts,
        Func<IDocumentSession, Task>? alongside = null
    )
    {
        await using var session = store.LightweightSession();
        return await RecordAsync(session, facts, alongside);
    }

    /// <summary>Saves the session.</summary>
    internal async Task<IReadOnlyList<RecordedFact>> RecordAsync(
        IDocumentSession session,
        IReadOnlyList<PersonFact> facts,
        Func<IDocumentSession, Task>? alongside = null
    )
    {
        var costs = new FactCosts(facts.Count);
        var reading = await FactBatchContext.Of(session, facts);
        var learners = await LearnerBatch.Of(session, facts, reading);
        var decisions = Decisions(facts, learners, reading);
        var keys = decisions.SelectMany(fact => fact).Select(decision => decision.Key).Distinct().ToArray();
        var enrollments = await EnrollmentBatch.LoadAsync(session, reader, keys);
        var taken = Take(facts, decisions, enrollments, costs);
        var found = facts.Select((_, i) => learners.ConflictOf(i) ?? taken[i].Conflict).ToArray();
        await StoreConflictsAsync(session, facts, found);
        learners.Write(session);
        enrollments.Write(session);
        if (alongside is not null)
            await alongside(session);
        await session.SaveChangesAsync();
        enrollments.Keep();
        var shares = costs.Shares();
        return
        [
            .. facts.Select(
                (fact, i) =>
                    new RecordedFact(Outcome(fact is PersonFact.Told ? learners.IsNew(i) : taken[i].Events > 0, found[i]), shares[i])
            ),
        ];
    }

    private Task StoreConflictsAsync(IDocumentSession session, IReadOnlyList<PersonFact> facts, Conflict?[] found)
    {
        var letters =
            from entry in facts.Zip(found)
            where entry is { Second: not null, First.Message: not null }
            let stamp = entry.First is PersonFact.Told told ? told.Fact.Stamp : ((PersonFact.Completion)entry.First).Stamp
            select entry.First.Message!.ToConflict(stamp.MessageId, entry.First.Learner.Value, entry.Second!, time.GetUtcNow());
        return conflicts.StoreAsync(session, [.. letters]);
    }

    /// <summary>How many events each fact gives, and whether it contradicts a recorded one.</summary>
    private static (int Events, Conflict? Conflict)[] Take(
        IReadOnlyList<PersonFact> facts,
        IReadOnlyList<IReadOnlyList<Decision>> decisions,
        EnrollmentBatch enrollments,
        FactCosts costs
    )
    {
        var read = new HashSet<EnrollmentKey>();
        var taken = new (int Events, Conflict? Conflict)[facts.Count];
        foreach (var fact in CompletionOrder.Of(facts))
        {
            var begun = Stopwatch.GetTimestamp();
            taken[fact] = Take(decisions[fact], enrollments);
            var events = decisions[fact].Where(decision => read.Add(decision.Key)).Sum(decision => enrollments.EventsRead(decision.Key));
            costs.Add(fact, Stopwatch.GetElapsedTime(begun), events + taken[fact].Events);
            if (enrollments.Count > MostEventsTogether && facts.Count > 1)
                throw new TooManyEventsException();
        }

        return taken;
    }

    private static (int Events, Conflict? Conflict) Take(IReadOnlyList<Decision> decisions, EnrollmentBatch enrollments)
    {
        var conflict = decisions.Select(enrollments.FindConflict).FirstOrDefault(found => found is not null);
        return (conflict is { IsRecorded: false } ? 0 : decisions.Sum(enrollments.Take), conflict);
    }

    private static FactOutcome Outcome(bool applied, Conflict? conflict) =>
        conflict is not null ? FactOutcome.Conflict
        : applied ? FactOutcome.Applied
        : FactOutcome.Unchanged;

    /// <summary>What has to be decided for each fact, once the enrollments are read.</summary>
    private IReadOnlyList<IReadOnlyList<Decision>> Decisions(
        IReadOnlyList<PersonFact> facts,
        LearnerBatch learners,
        FactBatchContext reading
    )
    {
        var now = time.GetUtcNow();
        return
        [
            .. facts.Select(
                (fact, i) =>
                    fact switch
                    {
                        PersonFact.Completion completion => [Complete(completion, now, reading.Ledger?.RolledOverTo ?? DateOnly.MinValue)],
                        PersonFact.Told told when learners.IsNew(i) => EnrollAtOnce(told, learners.After(i), reading.Rules, now),
                        _ => (IReadOnlyList<Decision>)[],
                    }
            ),
        ];
    }

    /// <summary>A completion takes effect at once, judged by its own date (semantics 4, 5.3).</summary>
    private Decision Complete(PersonFact.Completion fact, DateTimeOffset now, DateOnly rolledOverTo) =>
        new(
            new EnrollmentKey(fact.Activity, fact.Learner),
            state =>
                EnrollmentDecider.Decide(
                    state,
                    new RecordCompletion(
                        RecordCompletion.DateOf(fact.CompletedOn, calendar.DateOf(fact.Stamp.OccurredAt)),
                        calendar.DateOf(now),
                        rolledOverTo,
                        Cause.Message(fact.Stamp.MessageId),
                        fact.Stamp.OccurredAt
                    )
                    {
                        SentFor = fact.CompletedOn,
                        MinimumDaysToComplete = options.MinimumDaysToComplete,
                    }
                )
        )
        {
            FindConflict = state => CompletionConflicts.Find(state, fact),
        };

    /// <summary>Semantics 4: a join in the user interface takes effect at once where no period is current.</summary>
    private IReadOnlyList<Decision> EnrollAtOnce(
        PersonFact.Told told,
        Domain.Learners.Learner learner,
        IReadOnlyList<Rule> rules,
        DateTimeOffset now
    )
    {
        var stamp = told.Fact.Stamp;
        var context = StepContext.AtOnce(
            calendar.DateOf(stamp.OccurredAt),
            calendar.DateOf(now),
            now,
            options.MinimumDaysToComplete,
            stamp.MessageId
        );
        return
        [
            .. ImmediateEffect
                .ActivitiesFor(told.Fact, learner, rules, calendar.DateOf(now))
                .Select(activity => new Decision(
                    new EnrollmentKey(activity, learner.Id),
                    state => EnrollmentDecider.Decide(state, new EvaluateRules(activity, learner, rules, calendar, context))
                )),
        ];
    }
}
