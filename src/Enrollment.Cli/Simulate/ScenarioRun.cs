using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Simulation;
using Enrollment.Intake.Mapping;

namespace Enrollment.Cli.Simulate;

/// <summary>Plays a scenario through the pure core: messages at their arrival, a run at every nightly instant (semantics 9).</summary>
internal sealed class ScenarioRun
{
    private readonly Scenario _scenario;
    private readonly BusinessCalendar _calendar;
    private readonly Organization _organization;

    private ScenarioRun(Scenario scenario)
    {
        _scenario = scenario;
        _calendar = scenario.Organization.Calendar;
        _organization = new Organization(_calendar, scenario.Organization.MinimumDaysToComplete, scenario.Organization.ShortAbsenceDays);
    }

    /// <summary>Messages that failed validation; the others are played.</summary>
    public List<string> Refused { get; } = [];

    public Organization Organization => _organization;

    /// <summary>Called after each night.</summary>
    public Action<DateOnly>? AfterNight { get; set; }

    public static ScenarioRun Of(Scenario scenario, Action<ScenarioRun>? watch = null)
    {
        var run = new ScenarioRun(scenario);
        watch?.Invoke(run);
        run.Play();
        return run;
    }

    private void Play()
    {
        var arrivals = new Queue<Arrival>(Arrival.All(_scenario, _calendar, Refused));
        if (arrivals.Count == 0)
            return;
        var begin = arrivals.Min(arrival => arrival.Fact.OccurredAt);
        for (var date = _calendar.DateOf(begin); date <= _scenario.Until; date = date.AddDays(1))
        {
            var night = _calendar.NightlyInstant(date);
            if (night < begin)
                continue;
            while (arrivals.TryPeek(out var next) && next.At <= night)
                Handle(arrivals.Dequeue());
            _organization.RunNight(date);
            AfterNight?.Invoke(date);
        }

        while (arrivals.Count > 0)
            Handle(arrivals.Dequeue());
    }

    private void Handle(Arrival arrival)
    {
        switch (arrival.Fact)
        {
            case AutoEnrollmentRuleSaved rule:
                _organization.Handle(rule.ToDomain());
                break;
            case RetrainingOrdered order:
                _organization.Handle(order.ToDomain());
                break;
            case ActivityCompleted done:
                _organization.Handle(new LearnerId(done.UserId), new ActivityId(done.ActivityId), done.ToCommand(_calendar, arrival.At));
                break;
            case UserCreated fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(_calendar), arrival.At);
                break;
            case UserUpdated fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(), arrival.At);
                break;
            case UserDeactivated fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(_calendar), arrival.At);
                break;
            case UserReactivated fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(_calendar), arrival.At);
                break;
            case GroupMembershipChanged fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(_calendar), arrival.At);
                break;
            default:
                HandleDecision(arrival.Fact, arrival.At);
                break;
        }
    }

    private void HandleDecision(Fact decision, DateTimeOffset at)
    {
        switch (decision)
        {
            case ExemptionGranted fact:
                Decide(fact.UserId, fact.ActivityId, fact.ToCommand(_calendar, at));
                break;
            case ExemptionRevoked fact:
                Decide(fact.UserId, fact.ActivityId, fact.ToCommand(_calendar, at));
                break;
            case DueDateExtended fact:
                Decide(fact.UserId, fact.ActivityId, fact.ToCommand(_calendar, at));
                break;
            case CompletionRevoked fact:
                Decide(fact.UserId, fact.ActivityId, fact.ToCommand(_calendar, at));
                break;
        }
    }

    private void Decide(string learner, string activity, DecisionCommand decision) =>
        _organization.Handle(new LearnerId(learner), new ActivityId(activity), decision);
}
