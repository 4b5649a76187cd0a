using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>
/// Semantics 8, and the effective dates of 4. The rule is saved on 1 January 2026; a night sees what happened the day before.
/// </summary>
public sealed class When_a_decision_is_recorded
{
    private static readonly Terms Yearly = new(
        Requirement.Required,
        new Recurrence.Custom(new(12, IntervalUnit.Months)),
        new Due.Within(30),
        null,
        10
    );

    [Test]
    public void Should_name_rule_source_run_and_inputs_of_the_dates_when_a_night_plans()
    {
        var planned = Played(Rule(1, Yearly), Joined(0, atOnce: false)).Last<PeriodPlanned>();
        planned.Cause.Should().Be(Cause.RunOf(new(2026, 1, 2)));
        planned
            .Period.Should()
            .Be(
                new Period
                {
                    Number = 1,
                    Status = PeriodStatus.Scheduled,
                    Requirement = Requirement.Required,
                    EnrolledOn = new(2026, 1, 22),
                    Due = new(2026, 2, 1),
                    CountsFrom = new(2026, 1, 2),
                    RuleId = new("r"),
                    RuleVersion = 3,
                    Reason = "Fire code 7.2",
                    Groups = [new("g")],
                    EligibleFrom = new(2026, 1, 2),
                    Origin = PeriodOrigin.Eligibility,
                    PlannedFrom = new(2026, 1, 2),
                    DaysBeforeDue = 10,
                    NextTransitionOn = new(2026, 1, 22),
                }
            );
    }

    [Test]
    public void Should_name_the_message_when_a_join_takes_effect_at_once() =>
        Played(Rule(1, Yearly), Joined(5, atOnce: true)).Last<PeriodPlanned>().Cause.Should().Be(Cause.Message("joined"));

    [Test]
    public void Should_name_the_message_and_the_completion_a_next_period_was_planned_from()
    {
        var planned = Played(Rule(1, Yearly), Joined(0, atOnce: false), Completed(25)).Last<PeriodPlanned>();
        planned.Cause.Should().Be(Cause.Message("completed25"));
        planned.Period.Origin.Should().Be(PeriodOrigin.Completion);
        planned.Period.PlannedFrom.Should().Be(new(2026, 1, 26));
    }

    [Test]
    public void Should_say_why_a_completion_counts_for_nothing() =>
        Played(Rule(1, Yearly), Joined(0, atOnce: false), Completed(25), Completed(30))
            .Last<CompletionRecorded>()
            .Outcome.Should()
            .Be("recorded; completions count for the current period from 2027-01-16");

    [Test]
    public void Should_date_openings_and_lateness_when_they_should_have_happened_and_name_the_run_that_caught_up()
    {
        var history = new History(0).Night(0).Arrive([Created, Rule(0, Yearly), Joined(0, atOnce: false)]).Night(1).Night(60);
        var (opened, late) = (history.Last<PeriodOpened>(), history.Last<PeriodBecameOverdue>());
        opened.EffectiveOn.Should().Be(new(2026, 1, 22));
        late.EffectiveOn.Should().Be(new(2026, 2, 2));
        new[] { opened.Cause, late.Cause }.Should().AllBeEquivalentTo(Cause.RunOf(new(2026, 3, 2)));
    }

    [Test]
    public void Should_date_lateness_and_take_overs_when_they_should_have_happened()
    {
        var annual = new Terms(Requirement.Required, new Recurrence.Annual(), new Due.EachYearOn(12, 31));
        var history = new History(0).Night(0).Arrive([Created, Rule(0, annual), Joined(0, atOnce: false)]).Night(1).Night(365 + 365 + 200);
        var changes = history
            .Recorded.Select(entry => entry.Event)
            .OfType<PeriodEvent>()
            .Select(change => $"{change.GetType().Name} {change.EffectiveOn:yyyy-MM-dd}");
        changes
            .Where(change => !change.Contains("Planned", StringComparison.Ordinal))
            .Should()
            .BeEquivalentTo(
                "PeriodBecameOverdue 2027-01-01",
                "PeriodMissed 2027-07-02",
                "PeriodBecameOverdue 2028-01-01",
                "PeriodMissed 2028-07-01"
            );
    }

    private static Happening Created => new(0, 0, "created", new What.Created("u", "nowhere", null, true, false));

    private static History Played(params Happening[] happenings)
    {
        var history = new History(0);
        for (var day = 0; day < 60; day++)
            history.Night(day).Arrive(happenings.Prepend(Created).Where(happening => happening.Day == day));
        return history;
    }

    private static Happening Rule(int minute, Terms terms) =>
        new(
            0,
            minute,
            "saved",
            new What.Saved(new(new("r"), new("a"), 3, new Audience.Groups([new("g"), new("h")]), null, "Fire code 7.2", terms))
        );

    private static Happening Joined(int day, bool atOnce) => new(day, 5, "joined", new What.Joined("u", "g", atOnce));

    private static Happening Completed(int day) => new(day, 600, $"completed{day}", new What.Completed("u", "a", 0));
}
