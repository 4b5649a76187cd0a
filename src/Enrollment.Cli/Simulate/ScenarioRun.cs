using System.Globalization;
using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Simulation;
using Enrollment.Worker.Intake;
using Enrollment.Worker.Learners;
using Enrollment.Worker.Rules;

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
        _organization = new Organization(_calendar, scenario.Organization.MinimumDaysToComplete);
    }

    /// <summary>Messages that the door refused; the others went on.</summary>
    public List<string> Refused { get; } = [];

    public Organization Organization => _organization;

    public static ScenarioRun Of(Scenario scenario)
    {
        var run = new ScenarioRun(scenario);
        run.Play();
        return run;
    }

    private void Play()
    {
        var arrivals = new Queue<(Fact Fact, DateTimeOffset At)>(Arrivals());
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
        }

        while (arrivals.Count > 0)
            Handle(arrivals.Dequeue());
    }

    private List<(Fact Fact, DateTimeOffset At)> Arrivals()
    {
        var facts = _scenario.Messages.Select(Read).OfType<Fact>().ToArray();
        if (!_scenario.ArrivesAsListed)
            return [.. facts.OrderBy(fact => fact.OccurredAt).Select(fact => (fact, fact.OccurredAt))];
        var arrivals = new List<(Fact, DateTimeOffset)>();
        var last = DateTimeOffset.MinValue;
        foreach (var fact in facts)
            arrivals.Add((fact, last = fact.OccurredAt > last ? fact.OccurredAt : last));
        return arrivals;
    }

    private Fact? Read(ScenarioMessage message, int index)
    {
        var place = (index + 1).ToString("D6", CultureInfo.InvariantCulture);
        var result = FactIntake.Read(message.Type, message.Message, DateTimeOffset.MaxValue, _calendar.Zone, place);
        Refused.AddRange(result.Problems.Select(problem => $"$.messages[{index}].message{problem.Path.TrimStart('$')}: {problem.Message}"));
        return result.Fact;
    }

    private void Handle((Fact Fact, DateTimeOffset At) arrival)
    {
        switch (arrival.Fact)
        {
            case AutoEnrollmentRuleSaved rule:
                _organization.Handle(rule.ToDomain());
                break;
            case ActivityCompleted done:
                _organization.Handle(new LearnerId(done.UserId), new ActivityId(done.ActivityId), done.CompletedOn, done.MessageId, arrival.At);
                break;
            case UserCreated fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(), arrival.At);
                break;
            case UserUpdated fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(), arrival.At);
                break;
            case UserDeactivated fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(), arrival.At);
                break;
            case UserReactivated fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(), arrival.At);
                break;
            case GroupMembershipChanged fact:
                _organization.Handle(new LearnerId(fact.UserId), fact.ToDomain(), arrival.At);
                break;
        }
    }
}
