using Enrollment.Intake.Json;

namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 7, the rows of sources lost, regained and gained.</summary>
public sealed class When_sources_are_lost_and_regained
{
    private static Organization Member(RuleText rule, int minimumDays = 0) =>
        Organization(minimumDays).Rule(rule.ForGroup("g")).Joins("g", Story.Start);

    [Test]
    public void Should_cancel_a_scheduled_period() =>
        Member(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Leaves("g", "2026-05-05")
            .Until("2026-05-30")
            .Has("2026-05-21 due 2026-05-31 canceled");

    [Test]
    public void Should_withdraw_an_open_period() =>
        Member(OneTime().DueWithin(10)).Leaves("g", "2026-05-05").Until("2026-05-30").Has("2026-05-01 due 2026-05-11 withdrawn");

    [Test]
    public void Should_withdraw_an_overdue_period() =>
        Member(OneTime().DueWithin(10)).Leaves("g", "2026-05-20").Until("2026-05-30").Has("2026-05-01 due 2026-05-11 withdrawn");

    [Test]
    public void Should_withdraw_when_the_hire_date_no_longer_matches() =>
        EmptyOrganization()
            .Created(hired: "2026-03-01")
            .Rule(OneTime().HiredAfter("2026-01-01").DueWithin(10))
            .HireDate("2025-03-01", "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 withdrawn");

    [Test]
    public void Should_leave_a_completed_period_untouched() =>
        Member(OneTime().DueWithin(10))
            .Completes("2026-05-04")
            .Leaves("g", "2026-05-05")
            .Until("2026-05-30")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04");

    [Test]
    public void Should_leave_a_satisfied_period_untouched() =>
        Member(OneTime().DueWithin(10))
            .Completes("2026-04-30")
            .Leaves("g", "2026-05-05")
            .Until("2026-05-30")
            .Has("2026-05-01 due 2026-05-11 satisfied 2026-04-30");

    [Test]
    public void Should_change_nothing_when_left_and_back_before_the_night() =>
        Member(OneTime().DueWithin(10))
            .Leaves("g", "2026-05-05T10:00:00Z")
            .Joins("g", "2026-05-05T20:00:00Z")
            .Until("2026-05-06")
            .Has("2026-05-01 due 2026-05-11 open");

    [Test]
    public void Should_change_nothing_when_one_group_of_the_rule_is_left_for_another() =>
        Organization()
            .Rule(OneTime().ForGroup("g", "h").DueWithin(10))
            .Joins("g", Story.Start)
            .Leaves("g", "2026-05-05T10:00:00Z")
            .Joins("h", "2026-05-05T20:00:00Z")
            .Until("2026-05-06")
            .Has("2026-05-01 due 2026-05-11 open");

    [Test]
    public void Should_restore_a_withdrawn_period_with_its_due_date() =>
        Member(OneTime().DueWithin(10))
            .Leaves("g", "2026-05-05")
            .Joins("g", "2026-05-08")
            .Until("2026-05-08")
            .Has("2026-05-01 due 2026-05-11 open");

    [Test]
    public void Should_go_on_to_overdue_from_a_restored_period() =>
        Member(OneTime().DueWithin(10))
            .Leaves("g", "2026-05-05")
            .Joins("g", "2026-05-08")
            .Until("2026-05-12")
            .Has("2026-05-01 due 2026-05-11 overdue");

    [Test]
    public void Should_apply_the_floor_to_a_restored_period() =>
        Member(OneTime().DueWithin(10), minimumDays: 7)
            .Leaves("g", "2026-05-05")
            .Joins("g", "2026-05-20")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-27 open");

    // Section 7, source regained: the floor applies unless the due date had passed before the withdrawal.
    [Test]
    public void Should_restore_a_period_that_was_overdue_as_it_was() =>
        Member(OneTime().DueWithin(10), minimumDays: 7)
            .Leaves("g", "2026-05-15")
            .Joins("g", "2026-05-20")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 overdue");

    // Section 7, source regained: where another rule wins, it takes over as in section 6, with 8 May + 90 days.
    [Test]
    public void Should_restore_under_the_rule_that_brought_it_back() =>
        Member(OneTime().DueWithin(30))
            .Rule(OneTime("s").ForGroup("h").DueWithin(90))
            .Leaves("g", "2026-05-05")
            .Joins("h", "2026-05-08")
            .Until("2026-05-08")
            .Has("2026-05-01 due 2026-08-06 open by s");

    [Test]
    public void Should_complete_a_withdrawn_period_by_what_was_done_since() =>
        Member(OneTime().DueWithin(10))
            .Leaves("g", "2026-05-05")
            .Completes("2026-05-07")
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-07");

    [Test]
    public void Should_complete_a_withdrawn_period_late_by_what_was_done_late() =>
        Member(OneTime().DueWithin(10))
            .Leaves("g", "2026-05-05")
            .Completes("2026-05-14")
            .Joins("g", "2026-05-20")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 completedLate 2026-05-14");

    [Test]
    public void Should_leave_a_withdrawn_period_alone_until_a_source_is_regained() =>
        Member(OneTime().DueWithin(10))
            .Leaves("g", "2026-05-05")
            .Completes("2026-05-07")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 withdrawn");

    [Test]
    public void Should_plan_the_next_period_after_one_completed_while_withdrawn() =>
        Member(Every(12, "months"))
            .Leaves("g", "2026-05-05")
            .Completes("2026-05-07")
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2027-05-01 completed 2026-05-07", "2026-05-10 due 2027-05-07 open");

    [Test]
    public void Should_not_complete_a_withdrawn_period_by_what_would_not_have_counted_for_it() =>
        Member(Annual("12-31"))
            .Completes("2026-09-01")
            .Leaves("g", "2026-10-01")
            .Completes("2026-11-01")
            .Joins("g", "2026-12-01")
            .Until("2026-12-01")
            .Has("2026-05-01 due 2026-12-31 completed 2026-09-01", "2026-09-01 due 2027-12-31 open");

    [Test]
    public void Should_restore_an_annual_period_the_day_before_the_take_over() =>
        Member(Annual("12-31"), minimumDays: 7)
            .Leaves("g", "2026-06-01")
            .Joins("g", "2027-07-01")
            .Until("2027-07-01")
            .Has("2026-05-01 due 2027-07-08 open");

    [Test]
    public void Should_begin_anew_once_the_take_over_of_a_withdrawn_annual_period_has_come() =>
        Member(Annual("12-31"), minimumDays: 7)
            .Leaves("g", "2026-06-01")
            .Joins("g", "2027-07-02")
            .Until("2027-07-02")
            .Has("2026-05-01 due 2026-12-31 withdrawn", "2027-07-02 due 2027-12-31 open counts 2027-07-02");

    [Test]
    public void Should_judge_completions_from_before_when_an_annual_period_begins_anew() =>
        Member(Annual("12-31"))
            .Leaves("g", "2026-06-01")
            .Completes("2027-07-10")
            .Joins("g", "2027-08-01")
            .Until("2027-08-01")
            .Has("2026-05-01 due 2026-12-31 withdrawn", "2027-08-01 due 2027-12-31 satisfied 2027-07-10", "2027-08-01 due 2028-12-31 open");

    [Test]
    public void Should_begin_anew_after_a_canceled_period() =>
        Member(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Leaves("g", "2026-05-05")
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-21 due 2026-05-31 canceled", "2026-05-30 due 2026-06-09 scheduled");

    [Test]
    public void Should_continue_from_the_completed_period_before_a_canceled_one() =>
        Member(Every(12, "months").DueWithin(10).VisibleDaysBefore(30))
            .Completes("2026-05-05")
            .Leaves("g", "2026-05-10")
            .Joins("g", "2026-06-01")
            .Until("2026-06-01")
            .Has(
                "2026-05-01 due 2026-05-11 completed 2026-05-05",
                "2027-04-05 due 2027-05-05 canceled",
                "2027-04-05 due 2027-05-05 scheduled"
            );

    [Test]
    public void Should_not_continue_in_the_past() =>
        Member(Every(12, "months").DueWithin(10).VisibleDaysBefore(30), minimumDays: 7)
            .Completes("2026-05-05")
            .Leaves("g", "2026-05-10")
            .Joins("g", "2027-06-01")
            .Until("2027-06-01")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-05", "2027-04-05 due 2027-05-05 canceled", "2027-06-01 due 2027-06-08 open");

    [Test]
    public void Should_continue_with_an_anchor_that_is_not_in_the_past() =>
        Member(Annual("12-31").VisibleDaysBefore(60), minimumDays: 7)
            .Completes("2026-11-10")
            .Leaves("g", "2026-12-01")
            .Joins("g", "2028-02-01")
            .Until("2028-02-01")
            .Has(
                "2026-11-01 due 2026-12-31 completed 2026-11-10",
                "2027-11-01 due 2027-12-31 canceled",
                "2028-11-01 due 2028-12-31 scheduled"
            );

    [Test]
    public void Should_leave_a_finished_one_time_enrollment_alone_when_its_rule_is_regained() =>
        Member(OneTime().DueWithin(10))
            .Completes("2026-05-04")
            .Leaves("g", "2026-05-05")
            .Joins("g", "2026-05-08")
            .Until("2026-05-08")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04");

    [Test]
    public void Should_begin_a_first_period_of_a_rule_that_was_no_source_of_the_completed_one() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(Every(6, "months", "s").ForGroup("g").IgnoringPrior())
            .Completes("2026-05-04")
            .Joins("g", "2026-06-01")
            .Until("2026-06-01")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04 by r", "2026-06-01 due 2026-12-01 open by s");

    // Section 5.3 with a period that has no due date to wait for: T(2028) = 19 February 2028 − 182 days.
    // The rule that governed it keeps its due date, also when it was edited meanwhile; k is that of 5.1 with 1 June as e.
    [TestCase("2027-08-20", "2026-05-01 due never open")]
    [TestCase("2027-08-21", "2026-05-01 due never missed", "2027-08-21 due 2028-02-19 open")]
    public void Should_take_over_a_restored_period_without_a_due_date_that_became_annual_meanwhile(string until, params string[] periods) =>
        Organization()
            .Rule(OneTime("r").ForGroup("g"))
            .Joins("g", Story.Start)
            .Leaves("g", "2026-05-10")
            .Rule(Annual("02-19", "r").ForGroup("g"), "2026-05-20")
            .Joins("g", "2026-06-01")
            .Until(until)
            .Has(periods);

    [Test]
    public void Should_take_the_due_date_of_an_annual_rule_that_brought_the_period_back() =>
        Organization()
            .Rule(OneTime("r").ForGroup("g"))
            .Rule(Annual("02-19", "s").ForGroup("h"))
            .Joins("g", Story.Start)
            .Leaves("g", "2026-05-10")
            .Joins("h", "2026-06-01")
            .Until("2027-08-21")
            .Has("2026-05-01 due 2027-02-19 missed", "2027-08-21 due 2028-02-19 open");
}
