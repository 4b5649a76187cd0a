namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 5.5, and the take-over of 5.3.</summary>
public sealed class When_a_period_is_not_completed_in_time
{
    [TestCase("2026-05-11", "open")]
    [TestCase("2026-05-12", "overdue")]
    public void Should_be_overdue_the_day_after_the_due_date(string until, string status) =>
        Organization().Rule(OneTime().DueWithin(10)).Until(until).Has($"2026-05-01 due 2026-05-11 {status}");

    [Test]
    public void Should_never_be_overdue_when_recommended() =>
        Organization().Rule(OneTime().DueWithin(10).Recommended()).Until("2026-08-01").Has("2026-05-01 due 2026-05-11 open recommended");

    [Test]
    public void Should_never_be_overdue_without_a_due_date() =>
        Organization().Rule(OneTime()).Until("2028-08-01").Has("2026-05-01 due never open required");

    [Test]
    public void Should_stay_overdue_until_completed_when_custom() =>
        Organization().Rule(Every(1, "months")).Until("2028-08-01").Has("2026-05-01 due 2026-06-01 overdue");

    [Test]
    public void Should_stay_current_until_the_day_before_the_take_over_when_annual() =>
        Organization().Rule(Annual("12-31")).Until("2027-07-01").Has("2026-05-01 due 2026-12-31 overdue");

    [Test]
    public void Should_be_missed_on_the_take_over() =>
        Organization()
            .Rule(Annual("12-31"))
            .Until("2027-07-02")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-07-02 due 2027-12-31 open counts 2027-07-02");

    [Test]
    public void Should_be_missed_on_the_take_over_when_recommended_as_well() =>
        Organization()
            .Rule(Annual("12-31").Recommended())
            .Until("2027-07-02")
            .Has("2026-05-01 due 2026-12-31 missed recommended", "2027-07-02 due 2027-12-31 open recommended");

    [Test]
    public void Should_go_overdue_again_in_the_period_that_took_over() =>
        Organization()
            .Rule(Annual("12-31"))
            .Until("2028-01-01")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-07-02 due 2027-12-31 overdue");

    [Test]
    public void Should_miss_year_after_year() =>
        Organization()
            .Rule(Annual("12-31"))
            .Until("2028-07-01")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-07-02 due 2027-12-31 missed", "2028-07-01 due 2028-12-31 open");

    [Test]
    public void Should_take_over_N_days_before_the_anchor() =>
        Organization()
            .Rule(Annual("12-31").VisibleDaysBefore(60))
            .Until("2027-11-01")
            .Has("2026-11-01 due 2026-12-31 missed", "2027-11-01 due 2027-12-31 open");

    [TestCase("2027-08-31", "2026-05-01 due 2027-08-31 open")]
    [TestCase("2027-09-01", "2026-05-01 due 2027-08-31 missed", "2027-09-01 due 2027-12-31 open")]
    public void Should_not_be_taken_over_before_the_day_after_a_late_initial_due_date(string until, params string[] periods) =>
        Organization().Rule(Annual("12-31").FirstDueOn("2027-08-31")).Until(until).Has(periods);

    // D(2027) lies before 16 February 2028, so 2028 takes over, on T(2028) = 1 July 2028.
    [TestCase("2028-06-30", "2026-05-01 due 2028-02-15 overdue")]
    [TestCase("2028-07-01", "2026-05-01 due 2028-02-15 missed", "2028-07-01 due 2028-12-31 open")]
    public void Should_pass_over_an_anchor_before_the_day_after_the_due_date(string until, params string[] periods) =>
        Organization().Rule(Annual("12-31").FirstDueOn("2028-02-15")).Until(until).Has(periods);

    [Test]
    public void Should_take_over_on_the_anchor_itself_when_that_is_the_day_after_the_due_date() =>
        Organization()
            .Rule(Annual("12-31").FirstDueOn("2027-12-30"))
            .Until("2027-12-31")
            .Has("2026-05-01 due 2027-12-30 missed", "2027-12-31 due 2027-12-31 open");

    [Test]
    public void Should_choose_the_governing_source_again_on_the_take_over() =>
        Organization()
            .Rule(Annual("12-31", "first").FirstDueWithin(30))
            .Rule(Annual("10-01", "second"))
            .Until("2027-07-02")
            .Has("2026-05-01 due 2026-05-31 missed by first", "2027-07-02 due 2027-10-01 open by second");

    [Test]
    public void Should_give_the_first_anchor_on_the_take_over_date_itself_for_another_annual_rule() =>
        Organization()
            .Rule(Annual("12-31", "first").FirstDueWithin(30))
            .Rule(Annual("07-02", "second").FirstDueOn("2028-01-01"))
            .Until("2027-07-02")
            .Has("2026-05-01 due 2026-05-31 missed by first", "2027-07-02 due 2027-07-02 open by second");

    [Test]
    public void Should_not_let_sources_compete_that_are_not_annual() =>
        Organization()
            .Rule(Annual("12-31", "yearly"))
            .Rule(Every(12, "months", "custom").DueOn("2027-07-10"))
            .Until("2027-07-02")
            .Has("2026-05-01 due 2026-12-31 missed by yearly", "2027-07-02 due 2027-12-31 open by yearly");

    [Test]
    public void Should_count_on_from_the_year_that_took_over() =>
        Organization()
            .Rule(Annual("12-31"))
            .Completes("2027-08-01")
            .Until("2027-08-01")
            .Has(
                "2026-05-01 due 2026-12-31 missed",
                "2027-07-02 due 2027-12-31 completed 2027-08-01",
                "2027-08-01 due 2028-12-31 open counts 2028-01-01"
            );
}
