namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 12. Each test names the sentence that its expectation is derived from.</summary>
public sealed class When_retraining_is_ordered
{
    // "A current period that completions count for: its due date becomes the order's if that is earlier."
    [TestCase(5, "2026-05-01 due 2026-05-11 open")]
    [TestCase(60, "2026-05-01 due 2026-05-31 open")]
    public void Should_make_the_current_period_due_earlier(int within, string period) =>
        Organization().Rule(OneTime().DueWithin(30)).Ordered("2026-05-05", within).Until("2026-05-06").Has(period);

    // "A scheduled one is enrolled on b."
    [Test]
    public void Should_open_a_scheduled_period() =>
        Organization()
            .Rule(OneTime().DueWithin(60).VisibleDaysBefore(10))
            .Ordered("2026-05-05", 5)
            .Until("2026-05-06")
            .Has("2026-05-06 due 2026-05-11 open");

    // "An edit can only make that date earlier": 1 May + 8 days and 1 May + 40 days.
    [TestCase(8, "2026-05-01 due 2026-05-09 open")]
    [TestCase(40, "2026-05-01 due 2026-05-11 open")]
    public void Should_be_made_earlier_only_by_an_edit(int within, string period) =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Ordered("2026-05-05", 5)
            .Rule(OneTime().DueWithin(within), "2026-05-07")
            .Until("2026-05-07")
            .Has(period);

    // "A current period that they do not count for yet becomes the ordered one; a completion then leads on by 5.2."
    [Test]
    public void Should_turn_the_next_period_into_the_ordered_one() =>
        Organization()
            .Rule(Every(12, "months").DueWithin(30).VisibleDaysBefore(20))
            .Completes("2026-05-04")
            .Ordered("2026-06-01", 14)
            .Completes("2026-06-05")
            .Until("2026-06-06")
            .Has(
                "2026-05-04 due 2026-05-31 completed 2026-05-04",
                "2026-06-02 due 2026-06-16 completed 2026-06-05",
                "2027-05-16 due 2027-06-05 scheduled"
            );

    // "The dates of an ordered period come from the order, whatever rules say later."
    [Test]
    public void Should_keep_its_dates_through_an_edit() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-05-04")
            .Ordered("2026-06-01", 14)
            .Rule(Every(1, "months").DueWithin(3), "2026-06-04")
            .Until("2026-06-04")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-04", "2026-06-02 due 2026-06-16 open");

    // "Learners for whom a rule becomes a source later are not affected."
    [Test]
    public void Should_not_affect_a_learner_whose_rule_comes_later() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(30))
            .Ordered("2026-05-02", 5)
            .Joins("g", "2026-05-05")
            .Until("2026-05-06")
            .Has("2026-05-05 due 2026-06-04 open");

    // "A learner who is exempt in that run is looked at in the first run in which they are not, with that run's date as b."
    [Test]
    public void Should_look_at_an_exempt_learner_when_the_exemption_is_over() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-05-04")
            .Exempted("2026-05-10", until: "2026-05-20")
            .Ordered("2026-05-12", 14)
            .Until("2026-05-21")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-04", "2026-05-21 due 2026-06-04 open");

    // "An orderId is carried out as first handled, once for each learner."
    [Test]
    public void Should_be_carried_out_once() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-05-04")
            .Ordered("2026-05-10", 14)
            .Completes("2026-05-12")
            .Ordered("2026-05-15", 3)
            .Until("2026-05-17")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-04", "2026-05-11 due 2026-05-25 completed 2026-05-12");

    // "One recorded without effect is not looked at again, except when an ordered period begins (dated b or later)" (5.3).
    [Test]
    public void Should_count_a_completion_of_the_day_it_begins() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-05-04")
            .Ordered("2026-05-10", 14)
            .Completes("2026-05-11", told: "2026-05-11T00:30:00Z")
            .Until("2026-05-11")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-04", "2026-05-11 due 2026-05-25 completed 2026-05-11");

    // Section 5.3: "an order's due date that comes about in this way has the floor of the day of handling": 20 June + 7.
    [Test]
    public void Should_have_the_floor_of_the_day_on_which_a_late_completion_brings_it_about() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(90))
            .Ordered("2026-06-01", 14)
            .Completes("2026-05-20", told: "2026-06-20T12:00:00Z")
            .Until("2026-06-20")
            .Has("2026-05-01 due 2026-07-30 completed 2026-05-20", "2026-06-02 due 2026-06-27 open");
}
