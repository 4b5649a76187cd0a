using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>Reads the learners of a segment by set, as the run sees them, with all enrollments that it has to decide about.</summary>
/// <param name="session">Of the segment's transaction.</param>
/// <param name="run">The run.</param>
/// <param name="rules">Its rules.</param>
/// <param name="orders">The orders for which the learners are looked at.</param>
/// <param name="reasons">For which activities a learner is evaluated.</param>
internal sealed class SegmentReader(
    IDocumentSession session,
    NightlyRun run,
    NightlyRules rules,
    SegmentOrders orders,
    EvaluationReasons reasons
)
{
    private readonly Rule[] _rules = [.. rules.Saves.Select(save => save.Rule)];

    /// <param name="ids">The learners.</param>
    /// <param name="locksCompletions">
    /// The segment either reads a completion that a rule of another activity counts, or comes before it (semantics 11). A dry run needs no
    /// locks.
    /// </param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<SegmentLearners> ReadAsync(string[] ids, bool locksCompletions, CancellationToken cancellationToken)
    {
        // Pending learners are read before their documents: a fact that is stored in between stays pending.
        var pending = await PendingLearner.GetAsync(session, ids, cancellationToken);
        var dates = await CalendarDate.GetAsync(session, ids, run.BusinessDate, cancellationToken);
        var documents = await session.LoadManyAsync<LearnerDocument>(cancellationToken, ids);
        var known = await EnrollmentTable.GetKeysAsync(session, ids, cancellationToken);
        var activities = known.ToLookup(key => key.Learner, key => key.Activity);
        var evaluations = new List<Evaluation>();
        foreach (var document in documents)
            evaluations.Add(
                EvaluationOf(await LoadAsOfRunAsync(document, cancellationToken), pending.GetValueOrDefault(document.Id), dates, activities)
            );
        // A completion that was committed before the lock was granted can have created an enrollment.
        if (locksCompletions && await LockCompletionsAsync(evaluations, cancellationToken))
            known = await EnrollmentTable.GetKeysAsync(session, ids, cancellationToken);
        return new SegmentLearners(evaluations, pending, dates, await LoadAsync(evaluations, known, cancellationToken));
    }

    private Evaluation EvaluationOf(
        Learner learner,
        PendingLearner? pending,
        ILookup<LearnerId, CalendarDate> dates,
        ILookup<LearnerId, ActivityId> known
    )
    {
        var isNew = pending is not null || dates.Contains(learner.Id) || rules.AdoptsSemantics;
        var activities = reasons.ActivitiesOf(learner, isNew, known[learner.Id]).Union(orders.ActivitiesOf(learner.Id));
        return new Evaluation(learner, [.. activities], pending, dates[learner.Id]);
    }

    private async Task<Learner> LoadAsOfRunAsync(LearnerDocument document, CancellationToken cancellationToken)
    {
        if (document.LatestOccurredAt <= run.Instant)
            return document.Learner.At(run.Instant);
        var events = await session.Events.FetchStreamAsync(StreamKeys.Of(document.Learner.Id), token: cancellationToken);
        return Learner.From(document.Learner.Id, events.Select(recorded => recorded.Data).OfType<LearnerFact>(), run.Instant);
    }

    /// <summary>Only for learners of whom an activity counts completions of others. Whether there are any.</summary>
    private async Task<bool> LockCompletionsAsync(IEnumerable<Evaluation> evaluations, CancellationToken cancellationToken)
    {
        var counting = _rules.Where(rule => rule.Terms.AlsoCompletedBy is not null).Select(rule => rule.ActivityId).ToHashSet();
        var learners = evaluations
            .Where(evaluation => counting.Overlaps(evaluation.Activities))
            .Select(evaluation => evaluation.Learner.Id);
        (LearnerId, bool)[] locks = [.. learners.Select(learner => (learner, false))];
        if (locks.Length > 0)
            await CompletionLocks.TakeAsync(session, locks, cancellationToken);
        return locks.Length > 0;
    }

    private async Task<Func<EnrollmentKey, StoredEnrollment>> LoadAsync(
        IEnumerable<Evaluation> evaluations,
        HashSet<EnrollmentKey> known,
        CancellationToken cancellationToken
    )
    {
        var keys = evaluations.SelectMany(evaluation => evaluation.Keys).ToArray();
        var wanted = keys.Concat(keys.SelectMany(key => OtherEnrollments.CountedFor(key, _rules))).Distinct().Where(known.Contains);
        var stored = await session.LoadIndividuallyAsync([.. wanted], cancellationToken);
        return key => known.Contains(key) ? stored(key) : StoredEnrollment.None;
    }
}

/// <summary>The learners of a segment that exist.</summary>
/// <param name="Evaluations">The learners.</param>
/// <param name="Pending">Those of whom a fact is new, by id.</param>
/// <param name="Dates">The dates of their calendars that have come.</param>
/// <param name="Enrollments">Gives their enrollments, and those whose completions count for them.</param>
internal sealed record SegmentLearners(
    IReadOnlyList<Evaluation> Evaluations,
    IReadOnlyDictionary<string, PendingLearner> Pending,
    ILookup<LearnerId, CalendarDate> Dates,
    Func<EnrollmentKey, StoredEnrollment> Enrollments
);

/// <summary>A learner and the activities to evaluate.</summary>
/// <param name="Learner">As the run sees the learner.</param>
/// <param name="Activities">The activities.</param>
/// <param name="Pending">Null for a learner of whom no fact is new.</param>
/// <param name="Dates">The dates of the learner's calendar that have come.</param>
internal sealed record Evaluation(Learner Learner, ActivityId[] Activities, PendingLearner? Pending, IEnumerable<CalendarDate> Dates)
{
    public IEnumerable<EnrollmentKey> Keys => Activities.Select(activity => new EnrollmentKey(activity, Learner.Id));
}
