namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 7, the row of the edited rule.</summary>
public sealed class When_a_rule_is_edited
{
    [Test]
    public void Should_move_the_due_date_from_the_same_eligibility_date() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(20), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_wait_for_the_run() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(20), "2026-05-05T12:00:00Z")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 open");

    [Test]
    public void Should_apply_the_floor() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(30))
            .Rule(OneTime().DueWithin(5), "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-17 open");

    [Test]
    public void Should_remove_a_due_date() =>
        Organization().Rule(OneTime().DueWithin(30)).Rule(OneTime(), "2026-05-10").Until("2026-05-10").Has("2026-05-01 due never open");

    [Test]
    public void Should_keep_a_floored_due_date_when_the_new_version_computes_the_same() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueOn("2026-04-15"))
            .Rule(OneTime().DueOn("2026-04-15").Because("audit"), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-08 open");

    [Test]
    public void Should_keep_a_due_date_moved_by_a_pause_when_the_new_version_computes_the_same() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-06")
            .Reactivated("2026-05-16")
            .Rule(OneTime().DueOn("2026-05-11"), "2026-05-17")
            .Until("2026-05-17")
            .Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_add_the_days_moved_by_pauses_to_a_new_due_date() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-06")
            .Reactivated("2026-05-16")
            .Rule(OneTime().DueWithin(20), "2026-05-17")
            .Until("2026-05-17")
            .Has("2026-05-01 due 2026-05-31 open");

    [Test]
    public void Should_keep_the_due_date_of_an_overdue_period() =>
        Organization()
            .Rule(OneTime().DueWithin(5))
            .Rule(OneTime().DueWithin(60), "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-06 overdue");

    [Test]
    public void Should_not_leave_a_period_overdue_that_is_recommended_now() =>
        Organization()
            .Rule(OneTime().DueWithin(5))
            .Rule(OneTime().DueWithin(5).Recommended(), "2026-05-10")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-06 open recommended");

    [Test]
    public void Should_apply_the_floor_when_the_requirement_is_raised() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(5).Recommended())
            .Rule(OneTime().DueWithin(5), "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-17 open required");

    [Test]
    public void Should_keep_a_due_date_still_to_come_when_the_requirement_is_raised() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(30).Recommended())
            .Rule(OneTime().DueWithin(30), "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-31 open required");

    [Test]
    public void Should_keep_a_visible_period_visible() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(100).VisibleDaysBefore(5), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-08-09 open");

    [Test]
    public void Should_move_the_enrolled_on_date_of_a_scheduled_period() =>
        Organization()
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(20), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-11 due 2026-05-31 scheduled");

    [Test]
    public void Should_not_backdate_the_enrolled_on_date_of_a_scheduled_period() =>
        Organization()
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(28), "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-10 due 2026-05-31 open");

    [Test]
    public void Should_move_the_date_from_which_completions_count() =>
        Organization()
            .Rule(Annual("12-31").VisibleDaysBefore(60))
            .Completes("2026-11-10")
            .Rule(Annual("12-31").VisibleDaysBefore(30), "2026-12-01")
            .Until("2026-12-01")
            .Has("2026-11-01 due 2026-12-31 completed 2026-11-10", "2027-12-01 due 2027-12-31 scheduled counts 2027-12-01");

    [Test]
    public void Should_never_change_a_completed_period() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Completes("2026-05-04")
            .Rule(OneTime().DueWithin(2).Recommended(), "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04 required");

    [Test]
    public void Should_recompute_a_later_period_from_the_same_completion() =>
        Organization()
            .Rule(Every(6, "months"))
            .Completes("2026-06-10")
            .Rule(Every(12, "months"), "2026-07-01")
            .Until("2026-07-01")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2027-06-10 open");

    [Test]
    public void Should_cancel_a_scheduled_period_that_the_new_version_does_not_give() =>
        Organization()
            .Rule(Every(6, "months").VisibleDaysBefore(30))
            .Completes("2026-10-10")
            .Rule(OneTime(), "2026-11-01")
            .Until("2026-11-01")
            .Has("2026-10-02 due 2026-11-01 completed 2026-10-10", "2027-03-11 due 2027-04-10 canceled");

    // Section 7, rule edited: where the new version gives nothing for the current period, the source counts as gone.
    [Test]
    public void Should_withdraw_a_visible_period_that_the_new_version_does_not_give() =>
        Organization()
            .Rule(Every(6, "months"))
            .Completes("2026-06-10")
            .Rule(OneTime().DueWithin(3), "2026-07-01")
            .Until("2026-07-01")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2026-12-10 withdrawn");

    [Test]
    public void Should_count_no_completion_for_a_period_that_the_new_version_does_not_give() =>
        Organization()
            .Rule(Every(6, "months"))
            .Completes("2026-06-10")
            .Rule(OneTime(), "2026-07-01")
            .Completes("2026-08-01")
            .Until("2026-08-02")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2026-12-10 withdrawn");

    [Test]
    public void Should_continue_after_a_finished_enrollment_when_the_new_version_recurs() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Completes("2026-05-04")
            .Rule(Every(6, "months"), "2026-06-01")
            .Until("2026-06-01")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04", "2026-06-01 due 2026-11-04 open");

    [Test]
    public void Should_not_continue_in_the_past_when_the_new_version_recurs() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(10))
            .Completes("2026-05-04")
            .Rule(Every(6, "months"), "2027-06-01")
            .Until("2027-06-01")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04", "2027-06-01 due 2027-06-08 open");

    [TestCase("2026-05-15", "2026-05-01 due 2026-05-11 paused")]
    [TestCase("2026-05-16", "2026-05-01 due 2026-05-31 open")]
    public void Should_apply_to_a_paused_period_on_resuming(string until, params string[] periods) =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-06")
            .Rule(OneTime().DueWithin(20), "2026-05-08")
            .Reactivated("2026-05-16")
            .Until(until)
            .Has(periods);

    [Test]
    public void Should_withdraw_when_the_audience_no_longer_includes_the_learner() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().ForGroup("g").DueWithin(10), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 withdrawn");

    [Test]
    public void Should_withdraw_when_hired_too_early_for_the_new_version() =>
        EmptyOrganization()
            .Created(hired: "2026-03-01")
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().HiredAfter("2026-04-01").DueWithin(10), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 withdrawn");

    [Test]
    public void Should_keep_eligibility_when_the_audience_changes_and_still_includes_the_learner() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Joins("g", Story.Start)
            .Rule(OneTime().ForGroup("g").DueWithin(10), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 open");

    [Test]
    public void Should_take_the_new_anchor_of_the_same_year() =>
        Organization().Rule(Annual("12-31")).Rule(Annual("11-30"), "2026-06-01").Until("2026-06-01").Has("2026-05-01 due 2026-11-30 open");

    [Test]
    public void Should_take_the_anchor_when_it_becomes_annual() =>
        Organization()
            .Rule(OneTime().DueWithin(90))
            .Rule(Annual("12-31"), "2026-06-01")
            .Until("2026-06-01")
            .Has("2026-05-01 due 2026-12-31 open");

    [Test]
    public void Should_move_to_another_activity() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(10).ForActivity("b"), "2026-05-05")
            .Until("2026-05-05")
            .HasFor("b", "u", "2026-05-05 due 2026-05-15 open");

    [Test]
    public void Should_withdraw_from_the_activity_it_was_for() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Rule(OneTime().DueWithin(10).ForActivity("b"), "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 withdrawn");
}
