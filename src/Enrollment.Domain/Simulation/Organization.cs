using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Simulation;

/// <summary>A whole organization in memory: the same decisions as the workers take, without broker or database.</summary>
/// <param name="calendar">Its days and nights.</param>
/// <param name="minimumDaysToComplete">Its floor for due dates (semantics 5).</param>
/// <param name="shortAbsenceDays">Its short absences (semantics 7).</param>
public sealed class Organization(BusinessCalendar calendar, int minimumDaysToComplete, int shortAbsenceDays = 0)
{
    private readonly Dictionary<LearnerId, Learner> _learners = [];
    private readonly RuleShelf _rules = new();
    private readonly OrderBook _orders = new();
    private readonly EnrollmentShelf _enrollments = new();
    private DateOnly _lastRun = DateOnly.MinValue;

    /// <summary>All enrollments that have a period, by activity, then learner, ordinally.</summary>
    public IEnumerable<(ActivityId Activity, LearnerId Learner, EnrollmentState State)> Enrollments => _enrollments.WithPeriods;

    /// <summary>Every event decided so far for one enrollment, in order.</summary>
    public Action<ActivityId, LearnerId, EnrollmentEvent>? Recorded
    {
        get => _enrollments.Recorded;
        set => _enrollments.Recorded = value;
    }

    /// <summary>A rule was saved; it takes effect in the next run.</summary>
    public void Handle(RuleSaved saved) => _rules.Add(saved);

    /// <summary>Retraining was ordered; the next run carries it out.</summary>
    public void Handle(RetrainingOrder order) => _orders.Add(order);

    /// <summary>A fact about a learner arrived; joins made in the user interface take effect at once.</summary>
    public void Handle(LearnerId id, LearnerFact fact, DateTimeOffset arrivedAt)
    {
        var learner = _learners[id] = (_learners.GetValueOrDefault(id) ?? new Learner(id)).With(fact);
        var handledOn = calendar.DateOf(arrivedAt);
        var context = StepContext.AtOnce(
            calendar.DateOf(fact.Stamp.OccurredAt),
            handledOn,
            arrivedAt,
            minimumDaysToComplete,
            fact.Stamp.MessageId
        ) with
        {
            ShortAbsenceDays = shortAbsenceDays,
        };
        learner = learner.At(arrivedAt);
        foreach (var activity in ImmediateEffect.ActivitiesFor(fact, learner, _rules.InForce, handledOn).ToArray())
            Evaluate(activity, learner, context);
    }

    /// <summary>A completion arrived; it takes effect at once, also for activities whose rules count it.</summary>
    public void Handle(LearnerId learner, ActivityId activity, RecordCompletion completion)
    {
        completion = completion with { RolledOverTo = _lastRun, MinimumDaysToComplete = minimumDaysToComplete };
        _enrollments.Decide(activity, learner, completion);
        foreach (var other in _enrollments.CompletedBy(activity, learner))
            _enrollments.Decide(other, learner, completion with { Of = activity });
    }

    /// <summary>A decision about one learner arrived; it takes effect at once (semantics 10).</summary>
    public void Handle(LearnerId learner, ActivityId activity, DecisionCommand decision)
    {
        decision = decision with
        {
            Context = decision.Context with { RolledOverTo = _lastRun, MinimumDaysToComplete = minimumDaysToComplete },
        };
        _enrollments.Decide(activity, learner, decision);
        foreach (var other in decision is RevokeCompletion ? _enrollments.CompletedBy(activity, learner) : [])
            _enrollments.Decide(other, learner, (RevokeCompletion)decision with { Of = activity });
    }

    /// <summary>The nightly run of a date: the batch, then the rollover.</summary>
    public void RunNight(DateOnly date, DateOnly? rolledOverTo = null)
    {
        var instant = calendar.NightlyInstant(date);
        var context = StepContext.OfRun(date, instant, minimumDaysToComplete, rolledOverTo) with { ShortAbsenceDays = shortAbsenceDays };
        foreach (var id in _learners.Keys.ToArray())
        {
            var learner = _learners[id] = _learners[id].At(instant);
            foreach (var activity in _rules.Activities.Union(_orders.Activities).Union(_enrollments.ActivitiesOf(id)).ToArray())
                Evaluate(activity, learner, context);
        }

        _orders.EndRun();
        _enrollments.RollOver(date, context.Cause);
        _lastRun = date;
    }

    private void Evaluate(ActivityId activity, Learner learner, StepContext context)
    {
        var orders = context.InRun ? _orders.Of(activity, learner, _enrollments.StateOf(activity, learner.Id).IsExempt(context.On)) : [];
        var evaluation = new EvaluateRules(activity, learner, _rules.InForce, calendar, context)
        {
            Orders = orders,
            FactsOf = other => _enrollments.StateOf(other, learner.Id).Facts,
        };
        _enrollments.Decide(activity, learner.Id, evaluation);
    }
}
