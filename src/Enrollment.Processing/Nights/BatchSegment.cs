using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Facts;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>The batch step for the learners of one segment: read by set, decided one by one, written together.</summary>
internal sealed class BatchSegment(
    IDocumentSession session,
    NightlyRun run,
    NightlyRules rules,
    NightlyOrders ordersOfRun,
    BusinessCalendar calendar,
    EnrollmentOptions options,
    ILogger log
)
{
    private readonly Rule[] _rules = [.. rules.Saves.Select(save => save.Rule)];
    private readonly EvaluationReasons _reasons = new(run, rules, ordersOfRun, calendar);

    /// <summary>The learners whom the next run evaluates, whatever this one did.</summary>
    private readonly HashSet<string> _stillPending = [];

    private SegmentOrders _orders = null!;

    public EnrollmentChanges Changes { get; } = new(session);

    public HireDateReport HireDates { get; } = new([.. rules.Saves.Select(save => save.Rule)], run.BusinessDate, log);

    public async Task<SegmentCounts> RunAsync(LearnerId[] learners, RejectedItems rejected, CancellationToken cancellationToken)
    {
        // Rejected learners are not even read: the read may be what fails.
        var skipped = learners.Where(learner => rejected.Find(learner.Value) is not null).ToArray();
        var ids = learners.Except(skipped).Select(learner => learner.Value).ToArray();
        // Pending learners are read before their documents: a fact that is stored in between stays pending.
        var pending = await PendingLearner.GetAsync(session, ids, cancellationToken);
        var dates = await CalendarDate.GetAsync(session, ids, run.BusinessDate, cancellationToken);
        _orders = await SegmentOrders.LoadAsync(session, run, ordersOfRun, ids, cancellationToken);
        var documents = await session.LoadManyAsync<LearnerDocument>(cancellationToken, ids);
        var known = await EnrollmentTable.GetKeysAsync(session, ids, cancellationToken);
        var evaluations = await PrepareAsync(documents, pending, dates, known, cancellationToken);
        var enrollments = await LoadAsync(evaluations, known, cancellationToken);
        var counts = evaluations.Aggregate(SegmentCounts.None, (sum, evaluation) => sum + Evaluate(evaluation, enrollments));
        counts = skipped.Aggregate(counts, (sum, learner) => sum + RecordFailure(learner, rejected.Errors[learner.Value]));
        Write(pending, dates);
        var missing = ids.Length - evaluations.Count;
        return counts + new SegmentCounts(missing, 0, missing, 0);
    }

    private void Write(IReadOnlyDictionary<string, PendingLearner> pending, ILookup<LearnerId, CalendarDate> dates)
    {
        Changes.Write();
        _orders.Write(session);
        PendingLearners.Add(session, _stillPending.Select(learner => (new LearnerId(learner), run.Instant)));
        PendingLearner.Remove(session, [.. pending.Values.Where(item => !_stillPending.Contains(item.Id))], run.Instant);
        CalendarDate.Remove(session, [.. dates.SelectMany(learner => learner).Where(date => !_stillPending.Contains(date.Learner.Value))]);
    }

    private async Task<IReadOnlyList<Evaluation>> PrepareAsync(
        IReadOnlyList<LearnerDocument> documents,
        IReadOnlyDictionary<string, PendingLearner> pending,
        ILookup<LearnerId, CalendarDate> dates,
        HashSet<EnrollmentKey> known,
        CancellationToken cancellationToken
    )
    {
        var knownActivities = known.ToLookup(key => key.Learner, key => key.Activity);
        var evaluations = new List<Evaluation>();
        foreach (var document in documents)
        {
            var learner = await LoadAsOfRunAsync(document, cancellationToken);
            var item = pending.GetValueOrDefault(document.Id);
            var isNew = item is not null || dates.Contains(learner.Id) || rules.AdoptsSemantics;
            var activities = _reasons.ActivitiesOf(learner, isNew, knownActivities[learner.Id]).Union(_orders.ActivitiesOf(learner.Id));
            evaluations.Add(new Evaluation(learner, [.. activities], item, dates[learner.Id]));
        }

        return evaluations;
    }

    private async Task<Func<EnrollmentKey, StoredEnrollment>> LoadAsync(
        IReadOnlyList<Evaluation> evaluations,
        HashSet<EnrollmentKey> known,
        CancellationToken cancellationToken
    )
    {
        var keys = evaluations.SelectMany(evaluation => evaluation.Keys).ToArray();
        var wanted = keys.Concat(keys.SelectMany(key => OtherEnrollments.CountedFor(key, _rules))).Distinct().Where(known.Contains);
        var stored = await session.LoadIndividuallyAsync([.. wanted], cancellationToken);
        return key => known.Contains(key) ? stored(key) : StoredEnrollment.None;
    }

    private SegmentCounts Evaluate(Evaluation evaluation, Func<EnrollmentKey, StoredEnrollment> enrollments)
    {
        try
        {
            var decided = evaluation.Keys.Select(key => (Key: key, Events: Decide(key, evaluation, enrollments))).ToArray();
            HireDates.Add(evaluation.Learner, evaluation.Activities);
            // A join at once may have seen rules that this run does not: the next run must not take them for changed.
            if (decided.Any(item => enrollments(item.Key).State.HasSeenMoreThan(run.Instant)))
                _stillPending.Add(evaluation.Learner.Id.Value);
            var before = Changes.Count;
            foreach (var (key, events) in decided)
            {
                Changes.Add(key, enrollments(key), events);
                _orders.Evaluated(key, evaluation.Learner, enrollments(key).State);
            }

            return Changes.Count > before ? new SegmentCounts(1, 1, 0, 0) : new SegmentCounts(1, 0, 1, 0);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return RecordFailure(evaluation.Learner.Id, failure);
        }
    }

    private IReadOnlyList<EnrollmentEvent> Decide(
        EnrollmentKey key,
        Evaluation evaluation,
        Func<EnrollmentKey, StoredEnrollment> enrollments
    )
    {
        var (learner, state) = (evaluation.Learner, enrollments(key).State);
        var step = new EvaluateRules(key.Activity, learner, _rules, calendar, ContextOf(key.Activity, evaluation))
        {
            Orders = _orders.Of(key, learner, state),
            AdoptsAfter = rules.AdoptsSemantics ? rules.PreviousRun ?? run.BusinessDate.AddDays(-1) : null,
        };
        return EnrollmentDecider.Decide(state, step.WithCompletionsOf(other => enrollments(other).State));
    }

    /// <summary>A learner whose data breaks the decision does not stop the night. The next run tries again.</summary>
    private SegmentCounts RecordFailure(LearnerId learner, Exception failure)
    {
        log.LogError(
            failure,
            "Learner {LearnerId} could not be evaluated in the run of {BusinessDate:yyyy-MM-dd}",
            learner,
            run.BusinessDate
        );
        _stillPending.Add(learner.Value);
        _orders.Postpone(learner);
        session.Store(NightlyFailure.Of(run.BusinessDate, NightlyPhase.Batch, learner.Value, learner, failure));
        return new SegmentCounts(1, 0, 0, 1);
    }

    private async Task<Learner> LoadAsOfRunAsync(LearnerDocument document, CancellationToken cancellationToken)
    {
        if (document.LatestOccurredAt <= run.Instant)
            return document.Learner.At(run.Instant);
        var events = await session.Events.FetchStreamAsync(StreamKeys.Of(document.Learner.Id), token: cancellationToken);
        return Learner.From(document.Learner.Id, events.Select(recorded => recorded.Data).OfType<LearnerFact>(), run.Instant);
    }

    private StepContext ContextOf(ActivityId activity, Evaluation evaluation) =>
        StepContext.OfRun(
            run.BusinessDate,
            run.Instant,
            options.MinimumDaysToComplete,
            _reasons.RolledOverTo(activity, evaluation.Pending, evaluation.Dates)
        ) with
        {
            ShortAbsenceDays = options.ShortAbsenceDays,
        };

    /// <summary>A learner and the activities to evaluate.</summary>
    /// <param name="Learner">As the run sees the learner.</param>
    /// <param name="Activities">The activities.</param>
    /// <param name="Pending">Null for a learner of whom no fact is new.</param>
    /// <param name="Dates">The dates of the learner's calendar that have come.</param>
    private sealed record Evaluation(Learner Learner, ActivityId[] Activities, PendingLearner? Pending, IEnumerable<CalendarDate> Dates)
    {
        public IEnumerable<EnrollmentKey> Keys => Activities.Select(activity => new EnrollmentKey(activity, Learner.Id));
    }
}
