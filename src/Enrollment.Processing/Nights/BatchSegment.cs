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

    /// <summary>The learners whose periods are still those of the version of the semantics before.</summary>
    private HashSet<string> _notAdopted = [];

    /// <summary>An earlier version of the semantics began the run.</summary>
    private bool _isOfEarlierVersion;

    /// <summary>A dry run needs no locks.</summary>
    public bool LocksCompletions { get; init; }

    public EnrollmentChanges Changes { get; } = new(session);

    public HireDateReport HireDates { get; } = new([.. rules.Saves.Select(save => save.Rule)], run.BusinessDate, log);

    public async Task<SegmentCounts> RunAsync(LearnerId[] learners, RejectedItems rejected, CancellationToken cancellationToken)
    {
        // Rejected learners are not even read: the read may be what fails.
        var skipped = learners.Where(learner => rejected.Find(learner.Value) is not null).ToArray();
        var ids = learners.Except(skipped).Select(learner => learner.Value).ToArray();
        _orders = await SegmentOrders.LoadAsync(session, run, ordersOfRun, ids, cancellationToken);
        var schedule = await NightlySchedulerState.FindAsync(session, cancellationToken);
        _notAdopted = await NightlyFailure.FindOfFirstNightAsync(session, schedule, ids, cancellationToken);
        _isOfEarlierVersion = !rules.AdoptsSemantics && schedule is { Semantics: < Semantics.Version };
        var read = await new SegmentReader(session, run, rules, _orders, _reasons).ReadAsync(ids, LocksCompletions, cancellationToken);
        var counts = read.Evaluations.Aggregate(SegmentCounts.None, (sum, evaluation) => sum + Evaluate(evaluation, read.Enrollments));
        counts = skipped.Aggregate(counts, (sum, learner) => sum + RecordFailure(learner, rejected.Errors[learner.Value]));
        Write(read);
        var missing = ids.Length - read.Evaluations.Count;
        return counts + new SegmentCounts(missing, 0, missing, 0);
    }

    private void Write(SegmentLearners read)
    {
        Changes.Write();
        _orders.Write(session);
        PendingLearners.Add(session, _stillPending.Select(learner => (new LearnerId(learner), run.Instant)));
        PendingLearner.Remove(session, [.. read.Pending.Values.Where(item => !_stillPending.Contains(item.Id))], run.Instant);
        var dates = read.Dates.SelectMany(learner => learner);
        CalendarDate.Remove(session, [.. dates.Where(date => !_stillPending.Contains(date.Learner.Value))]);
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
            AdoptsAfter = Adopts(learner.Id) ? rules.PreviousRun ?? run.BusinessDate.AddDays(-1) : null,
            IsOfEarlierRun = _isOfEarlierVersion,
        };
        return EnrollmentDecider.Decide(state, step.WithCompletionsOf(other => enrollments(other).State));
    }

    private bool Adopts(LearnerId learner) => rules.AdoptsSemantics || _isOfEarlierVersion || _notAdopted.Contains(learner.Value);

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
}
