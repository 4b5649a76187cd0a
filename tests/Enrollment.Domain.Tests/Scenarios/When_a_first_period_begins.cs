namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 5 and 5.1.</summary>
public sealed class When_a_first_period_begins
{
    [Test]
    public void Should_have_no_due_date_for_a_one_time_rule_without_one() =>
        Organization().Rule(OneTime()).Until("2027-05-01").Has("2026-05-01 due never open required counts 2026-05-01 by r");

    [Test]
    public void Should_be_due_the_days_after_eligibility() =>
        Organization().Rule(OneTime().DueWithin(10)).Until("2026-05-05").Has("2026-05-01 due 2026-05-11 open");

    [Test]
    public void Should_be_due_on_the_eligibility_date_within_zero_days() =>
        Organization().Rule(OneTime().DueWithin(0)).Until("2026-05-01").Has("2026-05-01 due 2026-05-01 open");

    [Test]
    public void Should_be_due_on_the_date() =>
        Organization().Rule(OneTime().DueOn("2026-08-15")).Until("2026-05-05").Has("2026-05-01 due 2026-08-15 open");

    [Test]
    public void Should_be_due_on_the_next_anchor_of_an_annual_rule() =>
        Organization().Rule(Annual("10-01")).Until("2026-05-05").Has("2026-05-01 due 2026-10-01 open");

    [Test]
    public void Should_be_due_on_an_anchor_that_is_the_eligibility_date() =>
        Organization().Rule(Annual("05-01")).Until("2026-05-01").Has("2026-05-01 due 2026-05-01 open");

    [Test]
    public void Should_be_due_next_year_when_the_anchor_was_yesterday() =>
        Organization().Rule(Annual("04-30")).Until("2026-05-05").Has("2026-05-01 due 2027-04-30 open");

    [Test]
    public void Should_be_due_initially_within_days_for_an_annual_rule() =>
        Organization().Rule(Annual("12-31").FirstDueWithin(30)).Until("2026-05-05").Has("2026-05-01 due 2026-05-31 open");

    [Test]
    public void Should_be_due_initially_on_a_date_for_an_annual_rule() =>
        Organization().Rule(Annual("12-31").FirstDueOn("2026-07-15")).Until("2026-05-05").Has("2026-05-01 due 2026-07-15 open");

    [Test]
    public void Should_belong_to_its_year_even_when_the_initial_due_date_lies_past_the_anchor() =>
        Organization()
            .Rule(Annual("05-10").FirstDueWithin(30))
            .Completes("2026-05-20")
            .Until("2026-06-01")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-20", "2026-05-20 due 2027-05-10 open");

    [Test]
    public void Should_be_due_after_the_interval_of_a_custom_rule() =>
        Organization().Rule(Every(6, "months")).Until("2026-05-05").Has("2026-05-01 due 2026-11-01 open");

    [TestCase(10, "days", "2026-05-11")]
    [TestCase(2, "weeks", "2026-05-15")]
    [TestCase(1, "months", "2026-06-01")]
    [TestCase(2, "years", "2028-05-01")]
    public void Should_count_the_interval_in_its_unit(int count, string unit, string due) =>
        Organization().Rule(Every(count, unit)).Until("2026-05-05").Has($"2026-05-01 due {due} open");

    [Test]
    public void Should_prefer_the_due_date_of_a_custom_rule_to_its_interval() =>
        Organization().Rule(Every(6, "months").DueWithin(40)).Until("2026-05-05").Has("2026-05-01 due 2026-06-10 open");

    [Test]
    public void Should_prefer_the_initial_due_date_of_a_custom_rule_to_its_due_date() =>
        Organization().Rule(Every(6, "months").DueWithin(40).FirstDueWithin(20)).Until("2026-05-05").Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_end_a_month_where_the_day_does_not_exist() =>
        EmptyOrganization()
            .Created("2026-01-31")
            .Rule(Every(1, "months"), "2026-01-31")
            .Until("2026-02-01")
            .Has("2026-01-31 due 2026-02-28 open");

    [TestCase("2026-05-20", "2026-05-01 due 2026-05-31 open", 30)]
    [TestCase("2026-05-20", "2026-05-21 due 2026-05-31 scheduled", 10)]
    [TestCase("2026-05-21", "2026-05-21 due 2026-05-31 open", 10)]
    public void Should_be_visible_N_days_before_it_is_due_but_not_before_eligibility(string until, string period, int days) =>
        Organization().Rule(OneTime().DueWithin(30).VisibleDaysBefore(days)).Until(until).Has(period);

    [Test]
    public void Should_not_be_visible_before_eligibility_however_large_N_is() =>
        Organization().Rule(OneTime().DueWithin(30).VisibleDaysBefore(90)).Until("2026-05-05").Has("2026-05-01 due 2026-05-31 open");

    [Test]
    public void Should_be_visible_N_days_before_the_anchor_of_an_annual_rule() =>
        Organization()
            .Rule(Annual("10-01").VisibleDaysBefore(30))
            .Until("2026-08-31")
            .Has("2026-09-01 due 2026-10-01 scheduled counts 2026-05-01");

    [Test]
    public void Should_be_visible_at_once_with_an_initial_due_date_whatever_N_says() =>
        Organization()
            .Rule(Annual("12-31").FirstDueWithin(60).VisibleDaysBefore(30))
            .Until("2026-05-01")
            .Has("2026-05-01 due 2026-06-30 open");

    [Test]
    public void Should_take_the_day_of_completion_as_enrolled_on_when_completed_while_scheduled() =>
        Organization()
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Completes("2026-05-04")
            .Until("2026-06-01")
            .Has("2026-05-04 due 2026-05-31 completed 2026-05-04");

    [TestCase(0, "2026-05-01")]
    [TestCase(7, "2026-05-08")]
    public void Should_move_a_due_date_in_the_past_to_the_minimum_days_from_the_run(int minimumDays, string due) =>
        Organization(minimumDays).Rule(OneTime().DueOn("2026-04-30")).Until("2026-05-01").Has($"2026-05-01 due {due} open");

    [Test]
    public void Should_keep_a_due_date_that_is_today() =>
        Organization(minimumDays: 7).Rule(OneTime().DueOn("2026-05-01")).Until("2026-05-01").Has("2026-05-01 due 2026-05-01 open");

    [Test]
    public void Should_move_an_initial_due_date_in_the_past_as_well() =>
        Organization(minimumDays: 7)
            .Rule(Annual("12-31").FirstDueOn("2026-03-01"))
            .Until("2026-05-01")
            .Has("2026-05-01 due 2026-05-08 open");

    [Test]
    public void Should_leave_the_floor_out_of_a_due_date_that_is_near() =>
        Organization(minimumDays: 7).Rule(OneTime().DueWithin(2)).Until("2026-05-01").Has("2026-05-01 due 2026-05-03 open");
}
