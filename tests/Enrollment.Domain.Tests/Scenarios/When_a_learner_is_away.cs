namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 7, the rows of deactivation and reactivation.</summary>
public sealed class When_a_learner_is_away
{
    [Test]
    public void Should_pause_the_current_period_and_not_let_it_become_overdue() =>
        Organization().Rule(OneTime().DueWithin(10)).Deactivated("2026-05-06").Until("2026-06-20").Has("2026-05-01 due 2026-05-11 paused");

    [Test]
    public void Should_not_open_a_scheduled_period() =>
        Organization()
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Deactivated("2026-05-06")
            .Until("2026-05-25")
            .Has("2026-05-21 due 2026-05-31 paused");

    [Test]
    public void Should_not_be_taken_over() =>
        Organization().Rule(Annual("12-31")).Deactivated("2027-02-01").Until("2027-08-01").Has("2026-05-01 due 2026-12-31 paused");

    [Test]
    public void Should_not_be_withdrawn_while_paused() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(10))
            .Joins("g", Story.Start)
            .Deactivated("2026-05-06")
            .Leaves("g", "2026-05-07")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-11 paused");

    [Test]
    public void Should_move_the_due_date_by_the_days_away() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-06")
            .Reactivated("2026-05-16")
            .Until("2026-05-21")
            .Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_count_the_days_between_the_facts_and_not_between_the_runs() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-06T12:00:00Z")
            .Reactivated("2026-05-16T01:00:00Z")
            .Until("2026-05-16")
            .Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_change_nothing_when_away_and_back_before_the_night() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-06T12:00:00Z")
            .Reactivated("2026-05-07T01:00:00Z")
            .Until("2026-05-07")
            .Has("2026-05-01 due 2026-05-11 open");

    [Test]
    public void Should_move_the_due_date_by_both_of_two_leaves() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-03")
            .Reactivated("2026-05-05")
            .Deactivated("2026-05-08")
            .Reactivated("2026-05-12")
            .Until("2026-05-12")
            .Has("2026-05-01 due 2026-05-17 open");

    [Test]
    public void Should_come_back_overdue_when_late_before() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-15")
            .Reactivated("2026-05-25")
            .Until("2026-05-25")
            .Has("2026-05-01 due 2026-05-21 overdue");

    [Test]
    public void Should_apply_the_floor_when_the_return_is_learned_late() =>
        Organization(minimumDays: 7)
            .ArrivingAsListed()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-06")
            .Meanwhile("2026-05-24T10:00:00Z")
            .Reactivated("2026-05-16")
            .Until("2026-05-25")
            .Has("2026-05-01 due 2026-06-01 open");

    // The deactivation of the 6th is learned on the 10th, after the period opened on the 8th.
    [Test]
    public void Should_count_from_the_enrolled_on_date_when_that_is_later() =>
        Organization()
            .ArrivingAsListed()
            .Rule(OneTime().DueWithin(10), "2026-05-08")
            .Meanwhile("2026-05-10T10:00:00Z")
            .Deactivated("2026-05-06")
            .Reactivated("2026-05-20")
            .Until("2026-05-20")
            .Has("2026-05-08 due 2026-05-30 open");

    [Test]
    public void Should_keep_the_dates_of_a_scheduled_period() =>
        Organization()
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Deactivated("2026-05-06")
            .Reactivated("2026-05-16")
            .Until("2026-05-16")
            .Has("2026-05-21 due 2026-05-31 scheduled");

    [Test]
    public void Should_open_a_scheduled_period_with_the_run_when_its_date_passed() =>
        Organization()
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Deactivated("2026-05-06")
            .Reactivated("2026-05-25")
            .Until("2026-05-25")
            .Has("2026-05-25 due 2026-05-31 open");

    [Test]
    public void Should_apply_the_floor_to_a_scheduled_period_whose_due_date_passed() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Deactivated("2026-05-06")
            .Reactivated("2026-06-05")
            .Until("2026-06-05")
            .Has("2026-06-05 due 2026-06-12 open");

    // Section 7, reactivated, not matching: the period resumes, here by ten days, and then loses its last source.
    [Test]
    public void Should_be_withdrawn_when_back_and_not_matching() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(10))
            .Joins("g", Story.Start)
            .Deactivated("2026-05-06")
            .Leaves("g", "2026-05-07")
            .Reactivated("2026-05-16")
            .Until("2026-05-16")
            .Has("2026-05-01 due 2026-05-21 withdrawn");

    [Test]
    public void Should_miss_a_late_period_whose_take_over_came_meanwhile_and_open_the_next_with_the_run() =>
        Organization()
            .Rule(Annual("12-31"))
            .Deactivated("2027-02-01")
            .Reactivated("2027-08-01")
            .Until("2027-08-01")
            .Has("2026-05-01 due 2027-06-30 missed", "2027-08-01 due 2027-12-31 open counts 2027-08-01");

    [Test]
    public void Should_open_only_the_newest_of_several_that_would_have_taken_over() =>
        Organization()
            .Rule(Annual("12-31"))
            .Deactivated("2027-02-01")
            .Reactivated("2028-09-01")
            .Until("2028-09-01")
            .Has("2026-05-01 due 2028-07-31 missed", "2028-09-01 due 2028-12-31 open");

    [Test]
    public void Should_not_be_taken_over_when_the_leave_moved_the_due_date_past_the_return() =>
        Organization()
            .Rule(Annual("12-31"))
            .Deactivated("2026-12-01")
            .Reactivated("2027-08-01")
            .Until("2027-08-30")
            .Has("2026-05-01 due 2027-08-31 open");

    [Test]
    public void Should_be_taken_over_the_day_after_a_due_date_that_a_leave_moved() =>
        Organization()
            .Rule(Annual("12-31"))
            .Deactivated("2026-12-01")
            .Reactivated("2027-08-01")
            .Until("2027-09-01")
            .Has("2026-05-01 due 2027-08-31 missed", "2027-09-01 due 2027-12-31 open");

    [Test]
    public void Should_move_the_due_date_before_a_completion_while_away_is_judged() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-06")
            .Completes("2026-05-13")
            .Until("2026-05-13")
            .Has("2026-05-01 due 2026-05-18 completed 2026-05-13");

    [Test]
    public void Should_be_late_when_completed_while_away_after_being_late_before() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-15")
            .Completes("2026-05-18")
            .Until("2026-05-18")
            .Has("2026-05-01 due 2026-05-14 completedLate 2026-05-18");

    [TestCase("2026-05-31", "2026-05-01 due 2026-05-18 completed 2026-05-13")]
    [TestCase("2026-06-01", "2026-05-01 due 2026-05-18 completed 2026-05-13", "2026-06-01 due 2027-05-13 open")]
    public void Should_plan_the_next_period_on_the_return_and_not_before(string until, params string[] periods) =>
        Organization()
            .Rule(Every(12, "months").DueWithin(10))
            .Deactivated("2026-05-06")
            .Completes("2026-05-13")
            .Reactivated("2026-06-01")
            .Until(until)
            .Has(periods);

    [Test]
    public void Should_plan_no_next_period_when_back_and_not_matching() =>
        Organization()
            .Rule(Every(12, "months").ForGroup("g").DueWithin(10))
            .Joins("g", Story.Start)
            .Deactivated("2026-05-06")
            .Completes("2026-05-13")
            .Leaves("g", "2026-05-20")
            .Reactivated("2026-06-01")
            .Until("2026-06-02")
            .Has("2026-05-01 due 2026-05-18 completed 2026-05-13");

    // The first fact that said so: 5 May, though the run of 8 May could not know it. Ten days.
    [Test]
    public void Should_count_from_a_deactivation_that_is_learned_during_the_leave() =>
        Organization()
            .ArrivingAsListed()
            .Rule(OneTime().DueWithin(20))
            .Deactivated("2026-05-08")
            .Meanwhile("2026-05-12")
            .Deactivated("2026-05-05")
            .Reactivated("2026-05-15")
            .Until("2026-05-15")
            .Has("2026-05-01 due 2026-05-31 open");
}
