namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 7, the rows of the audience that becomes none and is set again.</summary>
public sealed class When_an_audience_becomes_none
{
    [Test]
    public void Should_cancel_a_scheduled_period() =>
        Organization()
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10).ForNobody(), "2026-05-05")
            .Until("2026-05-30")
            .Has("2026-05-21 due 2026-05-31 canceled");

    [TestCase("2026-05-11", "open")]
    [TestCase("2026-05-12", "overdue")]
    public void Should_leave_an_open_period_to_become_overdue(string until, string status) =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(10).ForNobody(), "2026-05-05")
            .Until(until)
            .Has($"2026-05-01 due 2026-05-11 {status}");

    [Test]
    public void Should_leave_an_open_period_to_be_completed_without_a_next_one() =>
        Organization()
            .Rule(Every(6, "months"))
            .Rule(Every(6, "months").ForNobody(), "2026-05-05")
            .Completes("2026-06-10")
            .Until("2026-06-11")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10");

    [Test]
    public void Should_not_change_the_dates_of_an_open_period_by_what_else_was_edited() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(50).ForNobody(), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 open");

    [Test]
    public void Should_not_let_an_open_period_be_taken_over() =>
        Organization()
            .Rule(Annual("12-31"))
            .Rule(Annual("12-31").ForNobody(), "2026-06-01")
            .Until("2028-08-01")
            .Has("2026-05-01 due 2026-12-31 overdue");

    [Test]
    public void Should_not_withdraw_who_leaves_the_group_afterwards() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(10))
            .Joins("g", Story.Start)
            .Rule(OneTime().ForNobody().DueWithin(10), "2026-05-05")
            .Leaves("g", "2026-05-07")
            .Until("2026-05-08")
            .Has("2026-05-01 due 2026-05-11 open");

    [TestCase("2026-05-12", "2026-05-01 due 2026-05-11 paused")]
    [TestCase("2026-05-16", "2026-05-01 due 2026-05-21 open")]
    public void Should_pause_and_resume_an_open_period(string until, string period) =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(10).ForNobody(), "2026-05-05")
            .Deactivated("2026-05-06")
            .Reactivated("2026-05-16")
            .Until(until)
            .Has(period);

    [Test]
    public void Should_resume_a_period_whose_rule_lost_its_audience_while_it_was_paused() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-06")
            .Rule(OneTime().DueWithin(10).ForNobody(), "2026-05-08")
            .Reactivated("2026-05-16")
            .Until("2026-05-16")
            .Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_follow_another_source_that_is_live() =>
        Organization()
            .Rule(OneTime("r").DueWithin(10))
            .Rule(OneTime("s").DueWithin(60))
            .Rule(OneTime("r").DueWithin(10).ForNobody(), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-06-30 open by s");

    [Test]
    public void Should_follow_another_source_that_is_gained_later() =>
        Organization()
            .Rule(OneTime("r").DueWithin(10))
            .Rule(OneTime("r").DueWithin(10).ForNobody(), "2026-05-05")
            .Rule(OneTime("s").DueWithin(60), "2026-05-08")
            .Until("2026-05-08")
            .Has("2026-05-01 due 2026-07-07 open by s");

    [Test]
    public void Should_change_nothing_when_it_did_not_govern() =>
        Organization()
            .Rule(OneTime("r").DueWithin(10))
            .Rule(OneTime("s").DueWithin(60))
            .Rule(OneTime("s").DueWithin(60).ForNobody(), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 open by r");

    [Test]
    public void Should_go_on_with_the_same_eligibility_when_it_is_set_again() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(10).ForNobody(), "2026-05-05")
            .Rule(OneTime().DueWithin(10), "2026-05-08")
            .Until("2026-05-08")
            .Has("2026-05-01 due 2026-05-11 open");

    [Test]
    public void Should_compute_an_edit_from_the_same_eligibility_when_it_is_set_again() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(10).ForNobody(), "2026-05-05")
            .Rule(OneTime().DueWithin(20), "2026-05-08")
            .Until("2026-05-08")
            .Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_stay_overdue_when_it_is_set_again() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(10).ForNobody(), "2026-05-15")
            .Rule(OneTime().DueWithin(10), "2026-05-18")
            .Until("2026-05-18")
            .Has("2026-05-01 due 2026-05-11 overdue");

    [Test]
    public void Should_date_the_run_a_take_over_that_came_meanwhile() =>
        Organization()
            .Rule(Annual("12-31"))
            .Rule(Annual("12-31").ForNobody(), "2027-03-01")
            .Rule(Annual("12-31"), "2027-08-01")
            .Until("2027-08-01")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-08-01 due 2027-12-31 open");

    [Test]
    public void Should_be_taken_over_in_time_when_it_is_set_again_before() =>
        Organization()
            .Rule(Annual("12-31"))
            .Rule(Annual("12-31").ForNobody(), "2027-03-01")
            .Rule(Annual("12-31"), "2027-06-01")
            .Until("2027-07-02")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-07-02 due 2027-12-31 open");

    [Test]
    public void Should_continue_after_a_period_completed_meanwhile() =>
        Organization()
            .Rule(Every(6, "months"))
            .Rule(Every(6, "months").ForNobody(), "2026-05-05")
            .Completes("2026-06-10")
            .Rule(Every(6, "months"), "2026-07-01")
            .Until("2026-07-01")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-07-01 due 2026-12-10 open");

    [Test]
    public void Should_begin_anew_after_a_period_canceled_meanwhile() =>
        Organization()
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10).ForNobody(), "2026-05-05")
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10), "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-21 due 2026-05-31 canceled", "2026-05-30 due 2026-06-09 scheduled");

    // T(2028) = 1 October 2028 − 183 days. While the rule was one-time the period had no successor; annual again, it has one.
    [Test]
    public void Should_take_over_again_once_the_rule_is_annual_again() =>
        Organization()
            .Rule(Annual("12-31"))
            .Completes("2026-05-15")
            .Rule(OneTime().DueWithin(90), "2026-06-01")
            .Rule(OneTime().DueWithin(90).ForNobody(), "2026-07-01")
            .Rule(Annual("10-01"), "2026-08-01")
            .Until("2028-04-01")
            .Has("2026-05-01 due 2026-12-31 completed 2026-05-15", "2026-05-15 due 2027-12-31 missed", "2028-04-01 due 2028-10-01 open");

    // T(2027) = 1 October 2027 − 182 days = 2 April: the withdrawn period's time is over (row source regained).
    [Test]
    public void Should_begin_anew_when_withdrawn_and_back_after_the_next_would_have_taken_over() =>
        Organization()
            .Rule(Annual("10-01"))
            .Rule(Annual("10-01").ForNobody(), "2026-06-01")
            .Rule(Annual("10-01").ForGroup("g"), "2027-05-01")
            .Joins("g", "2027-05-10")
            .Until("2027-05-10")
            .Has("2026-05-01 due 2026-10-01 withdrawn", "2027-05-10 due 2027-10-01 open");

    // An open period "is not taken over", also where another source is lost in the same run. T(2027) = 2 April.
    [Test]
    public void Should_not_be_taken_over_when_another_source_was_lost_in_the_same_run() =>
        Organization()
            .Rule(Annual("10-01"))
            .Rule(OneTime("once").DueWithin(300).Recommended())
            .Rule(Annual("10-01").ForNobody(), "2026-06-01")
            .Rule(OneTime("once").ForGroup("g").DueWithin(300).Recommended(), "2026-06-01")
            .Until("2027-04-02")
            .Has("2026-05-01 due 2026-10-01 overdue");
}
