using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Observability;
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
    int minimumDays,
    ILogger log
)
{
    private readonly Rule[] _rules = [.. rules.Saves.Select(save => save.Rule)];
    private readonly ActivityId[] _changedActivities =
    [
        .. rules.Changes.SelectMany(change => change.Activities).Distinct().Select(id => new ActivityId(id)),
    ];

    /// <summary>Whom the next run has to look at, whatever this one did.</summary>
    private readonly HashSet<string> _leftToTheNext = [];

    public EnrollmentChanges Changes { get; } = new(session);

    /// <summary>Who cannot be decided for which rule: hire date unknown.</summary>
    public List<(LearnerId Learner, RuleId Rule)> Undecided { get; } = [];

    public async Task<SegmentCounts> Run(LearnerId[] learners, RejectedItems unstorable, CancellationToken cancellationToken)
    {
        // Whose data is refused is not even read: it may be the reading that fails.
        var refused = learners.Where(learner => unstorable.Refusals.ContainsKey(learner.Value)).ToArray();
        var ids = learners.Except(refused).Select(learner => learner.Value).ToArray();
        // The notes are read before the learners: a fact that comes in between keeps its note.
        var pending = await PendingLearner.Among(session, ids, cancellationToken);
        var documents = await session.LoadManyAsync<LearnerDocument>(cancellationToken, ids);
        var known = await EnrollmentRows.Of(session, ids, cancellationToken);
        var knownOf = known.ToLookup(key => key.Learner, key => key.Activity);
        var work = new List<(Learner Learner, ActivityId[] Activities, PendingLearner? Note)>();
        foreach (var document in documents)
        {
            var learner = await AsOfTheRun(document, cancellationToken);
            var note = pending.GetValueOrDefault(document.Id);
            work.Add((learner, note is null ? _changedActivities : ActivitiesOf(learner, knownOf[learner.Id]), note));
        }

        var wanted = work.SelectMany(item => item.Activities.Select(activity => new EnrollmentKey(activity, item.Learner.Id)))
            .Where(known.Contains)
            .ToArray();
        var stored = await session.LoadReadable(wanted, cancellationToken);
        StoredEnrollment Enrollment(EnrollmentKey key) => known.Contains(key) ? stored(key) : StoredEnrollment.None;
        var counts = work.Aggregate(SegmentCounts.None, (sum, item) => sum + Judge(item.Learner, item.Activities, item.Note, Enrollment));
        counts = refused.Aggregate(counts, (sum, learner) => sum + Fail(learner, unstorable.Refusals[learner.Value]));
        Changes.Write();
        PendingLearners.Note(session, _leftToTheNext.Select(learner => (new LearnerId(learner), run.Instant)));
        PendingLearner.Seen(session, [.. pending.Values.Where(note => !_leftToTheNext.Contains(note.Id))], run.Instant);
        var missing = ids.Length - work.Count;
        return counts + new SegmentCounts(missing, 0, missing, 0);
    }

    private SegmentCounts Judge(
        Learner learner,
        ActivityId[] activities,
        PendingLearner? note,
        Func<EnrollmentKey, StoredEnrollment> enrollments
    )
    {
        try
        {
            var decided = activities
                .Select(activity => new EnrollmentKey(activity, learner.Id))
                .Select(key =>
                    (
                        Key: key,
                        Events: EnrollmentDecider.Decide(
                            enrollments(key).State,
                            new EvaluateRules(key.Activity, learner, _rules, calendar, ContextOf(key.Activity, note))
                        )
                    )
                )
                .ToArray();
            ReportUndecided(learner, activities);
            // Rules changed before this run's instant may have come after that join: the next run does not take them for changed.
            if (decided.Any(item => enrollments(item.Key).State.HasSeenMoreThan(run.Instant)))
                _leftToTheNext.Add(learner.Id.Value);
            var before = Changes.Count;
            foreach (var (key, events) in decided)
                Changes.Add(key, enrollments(key), events);
            return Changes.Count > before ? new SegmentCounts(1, 1, 0, 0) : new SegmentCounts(1, 0, 1, 0);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            return Fail(learner.Id, broken);
        }
    }

    /// <summary>An unknown hire date is no match, and never silently so (semantics 3).</summary>
    private void ReportUndecided(Learner learner, ActivityId[] activities)
    {
        foreach (var rule in _rules.Where(rule => activities.Contains(rule.ActivityId) && rule.Judge(learner) is Verdict.HireDateUnknown))
        {
            Undecided.Add((learner.Id, rule.Id));
            EnrollmentMetrics.HireDateUnknown();
            log.LogInformation("Learner {LearnerId} is undecided for rule {RuleId}: hire date unknown", learner.Id, rule.Id);
        }
    }

    /// <summary>One learner whose data breaks the decision does not stop the night; the next one tries again.</summary>
    private SegmentCounts Fail(LearnerId learner, Exception broken)
    {
        log.LogError(broken, "Learner {LearnerId} could not be judged in the run of {BusinessDate:yyyy-MM-dd}", learner, run.BusinessDate);
        _leftToTheNext.Add(learner.Value);
        session.Store(NightlyFailure.Of(run.BusinessDate, NightlyPhase.Batch, learner.Value, learner, broken));
        return new SegmentCounts(1, 0, 0, 1);
    }

    private async Task<Learner> AsOfTheRun(LearnerDocument document, CancellationToken cancellationToken)
    {
        if (document.LatestOccurredAt <= run.Instant)
            return document.Learner;
        var events = await session.Events.FetchStreamAsync(StreamKeys.Of(document.Learner.Id), token: cancellationToken);
        return Learner.From(document.Learner.Id, events.Select(recorded => recorded.Data).OfType<LearnerFact>(), run.Instant);
    }

    private ActivityId[] ActivitiesOf(Learner learner, IEnumerable<ActivityId> known) =>
        [
            .. _rules
                .Where(rule => rule.Judge(learner) is Verdict.Matches or Verdict.HireDateUnknown)
                .Select(rule => rule.ActivityId)
                .Concat(known)
                .Concat(_changedActivities)
                .Distinct(),
        ];

    private StepContext ContextOf(ActivityId activity, PendingLearner? note) =>
        StepContext.OfRun(run.BusinessDate, run.Instant, minimumDays, RolledOverTo(activity, note));

    /// <summary>After missed nights time has passed up to the last night that could not see the facts yet (semantics 4).</summary>
    private DateOnly RolledOverTo(ActivityId activity, PendingLearner? note)
    {
        var since = rules
            .Changes.Where(change => change.Activities.Contains(activity.Value))
            .Select(change => change.Now.Stamp.OccurredAt)
            .Append(note?.Since ?? DateTimeOffset.MaxValue)
            .Min();
        var seenBy = since == DateTimeOffset.MaxValue ? run.BusinessDate : calendar.LatestDue(since.AddTicks(-1));
        return rules.PreviousRun is { } previous && previous > seenBy ? previous : seenBy;
    }
}
