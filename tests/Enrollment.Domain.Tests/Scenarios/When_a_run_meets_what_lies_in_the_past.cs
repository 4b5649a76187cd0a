using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Domain.Tests.Properties;

namespace Enrollment.Domain.Tests.Scenarios;

public sealed class When_a_run_meets_what_lies_in_the_past
{
    // Semantics 5, no backdating: never, for a period planned by a run, before that run's date. With N = 350 T(2027) is 15 January 2027.
    [Test]
    public void Should_not_backdate_a_take_over_that_an_edit_moved_into_the_past() =>
        Organization()
            .Rule(Annual("12-31"))
            .Rule(Annual("12-31").VisibleDaysBefore(350), "2027-03-01")
            .Until("2027-03-01")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-03-01 due 2027-12-31 open");

    // Semantics 5, floor: nobody is ever made overdue by an edit. T(2027) of the new anchor is 18 April 2027, and its due date has passed.
    [Test]
    public void Should_make_nobody_overdue_by_an_edit_that_brings_a_take_over() =>
        Organization(minimumDays: 7)
            .Rule(Annual("12-31").VisibleDaysBefore(10))
            .Rule(Annual("10-17"), "2027-11-01")
            .Until("2027-11-01")
            .Has("2026-12-21 due 2026-12-31 missed", "2027-11-01 due 2027-11-08 open");

    // Semantics 4: a run that catches up opens with the date on which that should have happened, also when it then withdraws.
    [Test]
    public void Should_tell_the_opening_of_a_period_that_a_run_after_missed_nights_withdraws()
    {
        var terms = new Terms(Requirement.Required, new Recurrence.OneTime(), new Due.Within(30), null, 10);
        var rule = new Rule(new("r"), new("a"), 1, new Audience.Groups([new("g")]), null, null, terms);
        var history = new History(0)
            .Arrive([new(0, 0, "saved", new What.Saved(rule)), new(0, 0, "created", new What.Created("u", "g", null, true, false))])
            .Night(1);
        history.Arrive([new(40, 0, "left", new What.Left("u", "g"))]).Night(45, Happening.Start.AddDays(40));
        history
            .Recorded.Select(entry => entry.Event)
            .OfType<PeriodEvent>()
            .Select(change => (change.GetType(), change.EffectiveOn))
            .Should()
            .Equal(
                (typeof(PeriodPlanned), new DateOnly(2026, 1, 2)),
                (typeof(PeriodOpened), new DateOnly(2026, 1, 22)),
                (typeof(PeriodBecameOverdue), new DateOnly(2026, 2, 2)),
                (typeof(PeriodWithdrawn), new DateOnly(2026, 2, 15))
            );
    }

    // Semantics 4: the period was overdue from 12 January; the run on 15 February finds that rule gone and the other one's due date in
    // force.
    [Test]
    public void Should_tell_the_lateness_in_missed_nights_of_a_period_that_the_run_then_moves()
    {
        var history = new History(0)
            .Arrive([
                Saved("early", "g", new Due.Within(10)),
                Saved("late", "h", new Due.Within(200)),
                new(0, 0, "created", new What.Created("u", "g", null, true, false)),
                new(0, 0, "joined", new What.Joined("u", "h", false)),
            ])
            .Night(1);
        history.Arrive([new(40, 0, "left", new What.Left("u", "g"))]).Night(45, Happening.Start.AddDays(40));
        history
            .Recorded.Select(entry => entry.Event)
            .OfType<PeriodEvent>()
            .Select(change => (change.GetType(), change.EffectiveOn, change.Period.Due))
            .Should()
            .Equal(
                (typeof(PeriodPlanned), new DateOnly(2026, 1, 2), new DateOnly(2026, 1, 12)),
                (typeof(PeriodBecameOverdue), new DateOnly(2026, 1, 13), new DateOnly(2026, 1, 12)),
                (typeof(PeriodDueDateChanged), new DateOnly(2026, 2, 15), new DateOnly(2026, 7, 21))
            );
    }

    private static Happening Saved(string rule, string group, Due due) =>
        new(
            0,
            0,
            rule,
            new What.Saved(
                new Rule(
                    new(rule),
                    new("a"),
                    1,
                    new Audience.Groups([new(group)]),
                    null,
                    null,
                    new Terms(Requirement.Required, new Recurrence.OneTime(), due)
                )
            )
        );
}
