using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Simulation;

/// <summary>A whole organization in memory: the same decisions as the workers take, without broker or database.</summary>
/// <param name="calendar">Its days and nights.</param>
/// <param name="minimumDaysToComplete">Its floor for due dates (semantics 5).</param>
public sealed class Organization(BusinessCalendar calendar, int minimumDaysToComplete)
{
    private readonly Dictionary<LearnerId, Learner> _learners = [];
    private readonly Dictionary<RuleId, RuleSaved> _rules = [];
    private readonly Dictionary<(ActivityId Activity, LearnerId Learner), EnrollmentState> _enrollments = [];
    private DateOnly _lastRun = DateOnly.MinValue;

    /// <summary>All enrollments that have a period, by activity, then learner, ordinally.</summary>
    public IEnumerable<(ActivityId Activity, LearnerId Learner, EnrollmentState State)> Enrollments =>
        _enrollments
            .Where(entry => entry.Value.Periods.Count > 0)
            .OrderBy(entry => entry.Key.Activity.Value, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Learner.Value, StringComparer.Ordinal)
            .Select(entry => (entry.Key.Activity, entry.Key.Learner, entry.Value));

    /// <summary>Every event decided so far for one enrollment, in order.</summary>
    public Action<ActivityId, LearnerId, EnrollmentEvent>? Recorded { get; set; }

    /// <summary>A rule was saved; it takes effect in the next run.</summary>
    public void Handle(RuleSaved saved)
    {
        if (saved.Replaces(_rules.GetValueOrDefault(saved.Rule.Id)))
            _rules[saved.Rule.Id] = saved;
    }

    /// <summary>A fact about a learner arrived; joins made in the user interface take effect at once.</summary>
    public void Handle(LearnerId id, LearnerFact fact, DateTimeOffset arrivedAt)
    {
        var learner = _learners[id] = LearnerOf(id).With(fact);
        var context = StepContext.AtOnce(
            calendar.DateOf(fact.Stamp.OccurredAt),
            calendar.DateOf(arrivedAt),
            arrivedAt,
            minimumDaysToComplete,
            fact.Stamp.MessageId
        );
        foreach (var activity in ImmediateEffect.ActivitiesFor(fact, learner, Rules).ToArray())
            Evaluate(activity, learner, context);
    }

    /// <summary>A completion arrived; it takes effect at once.</summary>
    public void Handle(LearnerId learner, ActivityId activity, DateOnly completedOn, string messageId, DateTimeOffset arrivedAt)
    {
        var state = StateOf(activity, learner);
        Decide(activity, learner, state, new RecordCompletion(completedOn, calendar.DateOf(arrivedAt), _lastRun, Cause.Message(messageId)));
    }

    /// <summary>The nightly run of a date: the batch, then the rollover.</summary>
    public void RunNight(DateOnly date, DateOnly? rolledOverTo = null)
    {
        var context = StepContext.OfRun(date, calendar.NightlyInstant(date), minimumDaysToComplete, rolledOverTo);
        foreach (var learner in _learners.Values)
        foreach (var activity in ActivitiesOf(learner.Id))
            Evaluate(activity, learner, context);
        foreach (var ((activity, learner), state) in _enrollments.ToArray())
            Decide(activity, learner, state, new RollOver(date, context.Cause));
        _lastRun = date;
    }

    private IReadOnlyCollection<Rule> Rules => [.. _rules.Values.Select(saved => saved.Rule)];

    private Learner LearnerOf(LearnerId id) => _learners.GetValueOrDefault(id) ?? new Learner(id);

    private EnrollmentState StateOf(ActivityId activity, LearnerId learner) =>
        _enrollments.GetValueOrDefault((activity, learner), EnrollmentState.Empty);

    private ActivityId[] ActivitiesOf(LearnerId learner) =>
        [
            .. Rules
                .Select(rule => rule.ActivityId)
                .Concat(_enrollments.Keys.Where(key => key.Learner == learner).Select(key => key.Activity))
                .Distinct(),
        ];

    private void Evaluate(ActivityId activity, Learner learner, StepContext context)
    {
        var state = StateOf(activity, learner.Id);
        Decide(activity, learner.Id, state, new EvaluateRules(activity, learner, Rules, calendar, context));
    }

    private void Decide(ActivityId activity, LearnerId learner, EnrollmentState state, EnrollmentCommand command)
    {
        var events = EnrollmentDecider.Decide(state, command);
        if (events.Count == 0)
            return;
        foreach (var recorded in events)
            Recorded?.Invoke(activity, learner, recorded);
        _enrollments[(activity, learner)] = events.Aggregate(state, (current, recorded) => current.Apply(recorded));
    }
}
