using System.Diagnostics;
using Enrollment.Domain.Calendar;
using Enrollment.Processing.Batching;
using Enrollment.Processing.Conflicts;
using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Processing.Facts;

/// <summary>
/// Records a batch of facts, and the changes that take effect at once, in one transaction. It reads by set, decides fact by fact in their
/// order, and commits once.
/// </summary>
public sealed class FactBatchHandler(
    IDocumentStore store,
    EnrollmentReader reader,
    ConflictLetters conflicts,
    BusinessCalendar calendar,
    EnrollmentOptions options,
    TimeProvider timeProvider
)
{
    /// <summary>
    /// A fact that changes an old plan can produce thousands of events. A transaction of many such facts would take minutes and gigabytes.
    /// </summary>
    private const int MaxEventsOfBatch = 20_000;

    /// <summary>Commits, and returns the result of each fact in their order.</summary>
    /// <param name="facts">The facts, in the order in which they are decided.</param>
    /// <param name="alongside">Adds other changes to the transaction. If it throws, nothing is recorded.</param>
    public async Task<IReadOnlyList<RecordedFact>> RecordAsync(
        IReadOnlyList<FactReceived> facts,
        Func<IDocumentSession, Task>? alongside = null
    )
    {
        await using var session = store.LightweightSession();
        return await RecordAsync(session, facts, alongside);
    }

    /// <summary>Saves the session.</summary>
    public async Task<IReadOnlyList<RecordedFact>> RecordAsync(
        IDocumentSession session,
        IReadOnlyList<FactReceived> facts,
        Func<IDocumentSession, Task>? alongside = null
    )
    {
        var costs = new FactCosts(facts.Count);
        var context = await FactBatchContext.LoadAsync(session, facts);
        var learners = await LearnerBatch.LoadAsync(session, facts, context);
        var now = timeProvider.GetUtcNow();
        var decisions = new FactDecisions(context, learners, calendar, options, now).Of(facts);
        var enrollments = await EnrollmentBatch.LoadAsync(session, reader, [.. decisions.SelectMany(fact => fact)]);
        var taken = Take(facts, decisions, enrollments, costs);
        var found = facts.Select((_, i) => learners.ConflictOf(i) ?? taken[i].Conflict).ToArray();
        await StoreConflictsAsync(session, facts, found);
        learners.Write(session);
        enrollments.Write(session);
        new NextRuns(calendar, now).Add(session, learners.NewFacts, enrollments.Events);
        if (alongside is not null)
            await alongside(session);
        await session.SaveChangesAsync();
        enrollments.Keep();
        var shares = costs.Shares();
        return
        [
            .. facts.Select(
                (fact, i) =>
                    new RecordedFact(Outcome(fact is LearnerFactReceived ? learners.IsNew(i) : taken[i].Events > 0, found[i]), shares[i])
            ),
        ];
    }

    private Task StoreConflictsAsync(IDocumentSession session, IReadOnlyList<FactReceived> facts, Conflict?[] found)
    {
        var letters =
            from entry in facts.Zip(found)
            where entry is { Second: not null, First.Message: not null }
            select entry.First.Message!.ToConflict(
                entry.First.Stamp.MessageId,
                entry.First.Learner.Value,
                entry.Second!,
                timeProvider.GetUtcNow()
            );
        return conflicts.StoreAsync(session, [.. letters]);
    }

    /// <summary>Decides each fact: the number of its events, and the recorded fact that it contradicts.</summary>
    private static (int Events, Conflict? Conflict)[] Take(
        IReadOnlyList<FactReceived> facts,
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
            var events = decisions[fact].SelectMany(decision => decision.Keys).Where(read.Add).Sum(enrollments.EventsRead);
            costs.Add(fact, Stopwatch.GetElapsedTime(begun), events + taken[fact].Events);
            if (enrollments.Count > MaxEventsOfBatch && facts.Count > 1)
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
}
