using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Benchmark;

/// <summary>
/// Two years of one enrollment, recorded as the decisions that the worker would take: at once, in the batch when something changed, and in
/// the rollover when time alone changes something.
/// </summary>
internal sealed class History
{
    public const int Days = 730;

    public static readonly DateOnly Start = new(2026, 1, 1);
    public static readonly ActivityId Activity = new("a");

    private static readonly BusinessCalendar Calendar = new(TimeZoneInfo.Utc, new TimeOnly(2, 0));

    private readonly RandomFacts _facts;
    private readonly int _daysBetweenNights;
    private readonly bool _nightsAreLate;
    private readonly Dictionary<RuleId, RuleSaved> _rules = [];
    private readonly List<Decision> _decisions = [];
    private readonly List<EnrollmentEvent> _events = [];
    private Learner _learner = new(new LearnerId("u"));
    private DateOnly _lastRun = DateOnly.MinValue;
    private bool _isChanged;

    private History(int seed) =>
        (_facts, _daysBetweenNights, _nightsAreLate) = (new RandomFacts(seed), seed % 5 == 4 ? 9 : 1, seed % 7 == 6);

    public IReadOnlyList<Decision> Decisions => _decisions;

    public IReadOnlyList<EnrollmentEvent> Events => _events;

    public EnrollmentState State { get; private set; } = EnrollmentState.Empty;

    public static History Record(int seed)
    {
        var history = new History(seed);
        var facts = history._facts.Days().Order().ToList();
        for (var day = 0; day <= Days; day++)
        {
            if (!history._nightsAreLate)
                history.Night(day);
            for (; facts.Count > 0 && facts[0] == day; facts.RemoveAt(0))
                history.Arrive(day, first: day == 0);
            if (history._nightsAreLate)
                history.Night(day);
        }

        return history;
    }

    private void Night(int day)
    {
        if (day % _daysBetweenNights != 0)
            return;
        var date = Start.AddDays(day);
        var missedFrom = _daysBetweenNights == 1 ? (DateOnly?)null : date.AddDays(-_daysBetweenNights);
        if (_isChanged)
            Decide(Evaluation(StepContext.OfRun(date, Calendar.NightlyInstant(date), _facts.MinimumDays, missedFrom)));
        _isChanged = false;
        if (State.Current?.NextTransitionOn <= date)
            Decide(new Decision.RolledOver(date));
        _lastRun = date;
    }

    private void Arrive(int day, bool first)
    {
        var handledAt = Calendar.NightlyInstant(Start.AddDays(day)).AddHours(3);
        var handledOn = Calendar.DateOf(handledAt);
        var fact = _facts.Next(_facts.Coin() ? handledAt : handledAt.AddHours(-30), first);
        _isChanged |= fact is not Completion;
        if (fact is RuleSaved saved && saved.Replaces(_rules.GetValueOrDefault(saved.Rule.Id)))
            _rules[saved.Rule.Id] = saved;
        if (fact is Completion completion)
            Decide(new Decision.Completed(handledOn.AddDays(-completion.DaysBefore), handledOn, _lastRun));
        if (fact is LearnerFact about)
            Arrive(about, handledAt, handledOn);
    }

    private void Arrive(LearnerFact fact, DateTimeOffset handledAt, DateOnly handledOn)
    {
        _learner = _learner.With(fact);
        if (fact is not (LearnerCreated { AtOnce: true } or MembershipChanged { AtOnce: true }))
            return;
        var (factDate, messageId) = (Calendar.DateOf(fact.Stamp.OccurredAt), fact.Stamp.MessageId);
        Decide(Evaluation(StepContext.AtOnce(factDate, handledOn, handledAt, _facts.MinimumDays, messageId)));
    }

    private Decision.Evaluation Evaluation(StepContext step) =>
        new(_learner, [.. _rules.Values.Select(saved => saved.Rule)], Calendar, step);

    private void Decide(Decision decision)
    {
        _decisions.Add(decision);
        foreach (var recorded in decision.Decide(State))
        {
            State = State.Apply(recorded);
            _events.Add(recorded);
        }
    }
}
