using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Observability;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>The batch step for the learners of one segment: read by set, decided one by one, written together.</summary>
internal sealed class BatchSegment(
    IDocumentSession session,
    NightlyRun run,
    NightlyRules rules,
    BusinessCalendar calendar,
    EnrollmentOptions options,
    ILogger log
)
{
    private readonly Rule[] _rules = [.. rules.Saves.Select(save => save.Rule)];
    private readonly ActivityId[] _changedActivities =
    [
        .. rules.Changes.SelectMany(change => change.Activities).Distinct().Select(id => new ActivityId(id)),
    ];

    /// <summary>The learners whom the next run evaluates, whatever this one did.</summary>
    private readonly HashSet<string> _stillPending = [];

    public EnrollmentChanges Changes { get; } = new(session);

    /// <summary>The learners whom a rule cannot be decided for, because their hire date is unknown.</summary>
    public List<(LearnerId Learner, RuleId Rule)> Undecided { get; } = [];

    public async Task<SegmentCounts> RunAsync(LearnerId[] learners, RejectedItems rejected, CancellationToken cancellationToken)
    {
        // Rejected learners are not even read: the read may be what fails.
        var skipped = learners.Where(learner => rejected.Find(learner.Value) is not null).ToArray();
        var ids = learners.Except(skipped).Select(learner => learner.Value).ToArray();
        // Pending learners are read before their documents: a fact that is stored in between stays pending.
        var pending = await PendingLearner.GetAsync(session, ids, cancellationToken);
        var documents = await session.LoadManyAsync<LearnerDocument>(cancellationToken, ids);
        var known = await EnrollmentTable.GetKeysAsync(session, ids, cancellationToken);
        var evaluations = await PrepareAsync(documents, pending, known, cancellationToken);
        var enrollments = await LoadAsync(evaluations, known, cancellationToken);
        var counts = evaluations.Aggregate(SegmentCounts.None, (sum, evaluation) => sum + Evaluate(evaluation, enrollments));
        counts = skipped.Aggregate(counts, (sum, learner) => sum + RecordFailure(learner, rejected.Errors[learner.Value]));
        Changes.Write();
        PendingLearners.Add(session, _stillPending.Select(learner => (new LearnerId(learner), run.Instant)));
        PendingLearner.Remove(session, [.. pending.Values.Where(item => !_stillPending.Contains(item.Id))], run.Instant);
        var missing = ids.Length - evaluations.Count;
        return counts + new SegmentCounts(missing, 0, missing, 0);
    }

    private async Task<IReadOnlyList<Evaluation>> PrepareAsync(
        IReadOnlyList<LearnerDocument> documents,
        IReadOnlyDictionary<string, PendingLearner> pending,
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
            var isWhole = item is not null || rules.AdoptsSemantics;
            var activities = isWhole ? ActivitiesOf(learner, knownActivities[learner.Id]) : _changedActivities;
            evaluations.Add(new Evaluation(learner, activities, item));
        }

        return evaluations;
    }

    private async Task<Func<EnrollmentKey, StoredEnrollment>> LoadAsync(
        IEnumerable<Evaluation> evaluations,
        HashSet<EnrollmentKey> known,
        CancellationToken cancellationToken
    )
    {
        var wanted = evaluations.SelectMany(evaluation => evaluation.Keys).Where(known.Contains).ToArray();
        var stored = await session.LoadIndividuallyAsync(wanted, cancellationToken);
        return key => known.Contains(key) ? stored(key) : StoredEnrollment.None;
    }

    private SegmentCounts Evaluate(Evaluation evaluation, Func<EnrollmentKey, StoredEnrollment> enrollments)
    {
        try
        {
            var decided = evaluation.Keys.Select(key => (Key: key, Events: Decide(key, evaluation, enrollments(key).State))).ToArray();
            ReportUndecided(evaluation);
            // A join at once may have seen rules that this run does not: the next run must not take them for changed.
            if (decided.Any(item => enrollments(item.Key).State.HasSeenMoreThan(run.Instant)))
                _stillPending.Add(evaluation.Learner.Id.Value);
            var before = Changes.Count;
            foreach (var (key, events) in decided)
                Changes.Add(key, enrollments(key), events);
            return Changes.Count > before ? new SegmentCounts(1, 1, 0, 0) : new SegmentCounts(1, 0, 1, 0);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return RecordFailure(evaluation.Learner.Id, failure);
        }
    }

    private IReadOnlyList<EnrollmentEvent> Decide(EnrollmentKey key, Evaluation evaluation, EnrollmentState state) =>
        EnrollmentDecider.Decide(
            state,
            new EvaluateRules(key.Activity, evaluation.Learner, _rules, calendar, ContextOf(key.Activity, evaluation.Pending))
            {
                AdoptsAfter = rules.AdoptsSemantics ? rules.PreviousRun ?? run.BusinessDate.AddDays(-1) : null,
            }
        );

    /// <summary>An unknown hire date is no match, and is always reported (semantics 3).</summary>
    private void ReportUndecided(Evaluation evaluation)
    {
        var (learner, activities, _) = evaluation;
        foreach (
            var rule in _rules.Where(rule =>
                activities.Contains(rule.ActivityId) && rule.Judge(learner, run.BusinessDate) is Verdict.HireDateUnknown
            )
        )
        {
            Undecided.Add((learner.Id, rule.Id));
            EnrollmentMetrics.HireDateUnknown();
            log.LogInformation("Learner {LearnerId} is undecided for rule {RuleId}: hire date unknown", learner.Id, rule.Id);
        }
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

    private ActivityId[] ActivitiesOf(Learner learner, IEnumerable<ActivityId> known) =>
        [
            .. _rules
                .Where(rule => rule.Judge(learner, run.BusinessDate) is Verdict.Matches or Verdict.HireDateUnknown)
                .Select(rule => rule.ActivityId)
                .Concat(known)
                .Concat(_changedActivities)
                .Distinct(),
        ];

    private StepContext ContextOf(ActivityId activity, PendingLearner? pending) =>
        StepContext.OfRun(run.BusinessDate, run.Instant, options.MinimumDaysToComplete, RolledOverTo(activity, pending)) with
        {
            ShortAbsenceDays = options.ShortAbsenceDays,
        };

    /// <summary>After missed nights, periods are rolled over to the last night that could not have seen the facts (semantics 4).</summary>
    private DateOnly RolledOverTo(ActivityId activity, PendingLearner? pending)
    {
        var since = rules
            .Changes.Where(change => change.Activities.Contains(activity.Value))
            .Select(change => change.Now.Stamp.OccurredAt)
            .Append(pending?.Since ?? DateTimeOffset.MaxValue)
            .Min();
        var seenBy = since == DateTimeOffset.MaxValue ? run.BusinessDate : calendar.LatestDue(since.AddTicks(-1));
        return rules.PreviousRun is { } previous && previous > seenBy ? previous : seenBy;
    }

    /// <summary>A learner and the activities to evaluate; pending is null for a learner whom only changed rules concern.</summary>
    private sealed record Evaluation(Learner Learner, ActivityId[] Activities, PendingLearner? Pending)
    {
        public IEnumerable<EnrollmentKey> Keys => Activities.Select(activity => new EnrollmentKey(activity, Learner.Id));
    }
}
