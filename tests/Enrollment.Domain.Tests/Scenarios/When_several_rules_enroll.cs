namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 6.</summary>
public sealed class When_several_rules_enroll
{
    [Test]
    public void Should_follow_required_before_recommended_although_due_later() =>
        Organization()
            .Rule(OneTime("a").DueWithin(5).Recommended())
            .Rule(OneTime("b").DueWithin(50))
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-06-20 open required by b");

    [Test]
    public void Should_follow_the_earliest_due_date() =>
        Organization()
            .Rule(OneTime("a").DueWithin(50))
            .Rule(OneTime("b").DueWithin(5))
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-06 open by b");

    [Test]
    public void Should_follow_a_due_date_before_none() =>
        Organization().Rule(OneTime("a")).Rule(OneTime("b").DueWithin(500)).Until("2026-05-02").Has("2026-05-01 due 2027-09-13 open by b");

    [Test]
    public void Should_follow_the_smaller_rule_id_of_equals() =>
        Organization()
            .Rule(OneTime("b").DueWithin(5))
            .Rule(OneTime("B").DueWithin(5))
            .Rule(OneTime("a").DueWithin(5))
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-06 open by B");

    [Test]
    public void Should_compute_each_due_date_from_the_sources_own_eligibility() =>
        Organization()
            .Rule(OneTime("a").DueWithin(20))
            .Rule(OneTime("b").ForGroup("g").DueWithin(15))
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-21 open by a");

    [Test]
    public void Should_take_requirement_and_due_date_of_a_stricter_source() =>
        Organization()
            .Rule(OneTime("a").DueWithin(60).Recommended())
            .Rule(OneTime("b").ForGroup("g").DueWithin(10))
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-20 open required by b");

    [Test]
    public void Should_move_the_due_date_back_as_well() =>
        Organization()
            .Rule(OneTime("a").DueWithin(20).Recommended())
            .Rule(OneTime("b").ForGroup("g").DueWithin(60))
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-07-09 open required by b");

    [Test]
    public void Should_apply_the_floor_to_the_due_date_of_another_source() =>
        Organization(minimumDays: 3)
            .Rule(OneTime("a").DueWithin(60))
            .Rule(OneTime("b").ForGroup("g").DueOn("2026-05-05"))
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-13 open by b");

    [Test]
    public void Should_take_the_enrolled_on_date_while_scheduled() =>
        Organization()
            .Rule(OneTime("a").DueWithin(60).VisibleDaysBefore(10))
            .Rule(OneTime("b").ForGroup("g").DueWithin(40).VisibleDaysBefore(20))
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-30 due 2026-06-19 scheduled by b");

    [Test]
    public void Should_not_backdate_the_enrolled_on_date_of_another_source() =>
        Organization()
            .Rule(OneTime("a").DueWithin(60).VisibleDaysBefore(10))
            .Rule(OneTime("b").ForGroup("g").DueWithin(15).VisibleDaysBefore(90))
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-10 due 2026-05-25 open by b");

    [Test]
    public void Should_stay_visible_once_it_was() =>
        Organization()
            .Rule(OneTime("a").DueWithin(60))
            .Rule(OneTime("b").ForGroup("g").DueWithin(40).VisibleDaysBefore(5))
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-06-19 open by b");

    // Fell overdue under a; b gives the earlier 3 May and so governs, but erases no lateness.
    [Test]
    public void Should_keep_the_due_date_it_fell_overdue_with_when_a_source_is_gained() =>
        Organization(minimumDays: 7)
            .Rule(OneTime("a").ForGroup("h").DueWithin(5))
            .Rule(OneTime("b").ForGroup("g").DueOn("2026-05-03"))
            .Joins("h", Story.Start)
            .Joins("g", "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-06 overdue by a");

    [Test]
    public void Should_keep_the_due_date_no_longer_when_the_source_it_fell_overdue_under_is_gone() =>
        Organization(minimumDays: 7)
            .Rule(OneTime("a").ForGroup("h").DueWithin(5))
            .Rule(OneTime("b").ForGroup("g").DueOn("2026-05-03"))
            .Joins("h", Story.Start)
            .Joins("g", "2026-05-10")
            .Leaves("h", "2026-05-15")
            .Until("2026-05-15")
            .Has("2026-05-01 due 2026-05-22 open by b");

    [Test]
    public void Should_follow_the_remaining_source_when_the_governing_one_goes() =>
        Organization()
            .Rule(OneTime("a").ForGroup("g").DueWithin(10))
            .Rule(OneTime("b").DueWithin(60))
            .Joins("g", Story.Start)
            .Leaves("g", "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-06-30 open by b");

    [Test]
    public void Should_follow_the_remaining_source_out_of_lateness_when_the_governing_one_goes() =>
        Organization()
            .Rule(OneTime("a").ForGroup("g").DueWithin(10))
            .Rule(OneTime("b").DueWithin(60))
            .Joins("g", Story.Start)
            .Leaves("g", "2026-05-20")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-06-30 open by b");

    [Test]
    public void Should_become_recommended_when_only_such_a_source_remains() =>
        Organization()
            .Rule(OneTime("a").ForGroup("g").DueWithin(10))
            .Rule(OneTime("b").DueWithin(15).Recommended())
            .Joins("g", Story.Start)
            .Leaves("g", "2026-05-14")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-16 open recommended by b");

    [Test]
    public void Should_change_nothing_when_a_source_goes_that_does_not_govern() =>
        Organization()
            .Rule(OneTime("a").DueWithin(10))
            .Rule(OneTime("b").ForGroup("g").DueWithin(60))
            .Joins("g", Story.Start)
            .Leaves("g", "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 open by a");

    [Test]
    public void Should_withdraw_when_the_last_source_goes() =>
        Organization()
            .Rule(OneTime("a").ForGroup("h").DueWithin(10))
            .Rule(OneTime("b").ForGroup("g").DueWithin(60))
            .Joins("g", Story.Start)
            .Joins("h", Story.Start)
            .Leaves("h", "2026-05-03")
            .Leaves("g", "2026-05-05")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-06-30 withdrawn by b");

    [Test]
    public void Should_count_a_one_time_source_as_gone_for_a_later_period() =>
        Organization()
            .Rule(OneTime("once").DueWithin(20))
            .Rule(Every(6, "months", "often").ForGroup("g"))
            .Joins("g", Story.Start)
            .Completes("2026-05-10")
            .Leaves("g", "2026-06-01")
            .Until("2026-06-01")
            .Has("2026-05-01 due 2026-05-21 completed 2026-05-10 by once", "2026-05-10 due 2026-11-10 withdrawn by often");

    [Test]
    public void Should_let_only_sources_compete_that_give_a_next_period() =>
        Organization()
            .Rule(OneTime("once").DueWithin(20))
            .Rule(Every(6, "months", "often").Recommended())
            .Completes("2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-21 completed 2026-05-10 required by once", "2026-05-10 due 2026-11-10 open recommended by often");

    [Test]
    public void Should_choose_again_when_the_next_period_is_planned() =>
        Organization()
            .Rule(Every(12, "months", "slow").DueWithin(10))
            .Rule(Every(3, "months", "quick").DueWithin(20))
            .Completes("2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-10 by slow", "2026-05-10 due 2026-08-10 open by quick");

    // From the completion of 10 May 2026 the yearly rule gives 15 December 2026; its e is 10 January 2027, so it gives the year after.
    [Test]
    public void Should_give_no_anchor_before_the_eligibility_of_a_source_gained_during_a_later_period() =>
        Organization(minimumDays: 7)
            .Rule(Every(24, "months", "slow"))
            .Rule(Annual("12-15", "yearly").ForGroup("g"))
            .Completes("2026-05-10")
            .Joins("g", "2027-01-10")
            .Until("2027-01-10")
            .Has("2026-05-01 due 2028-05-01 completed 2026-05-10", "2026-05-10 due 2027-12-15 open by yearly");

    [Test]
    public void Should_compute_the_date_of_a_source_gained_during_a_later_period_from_the_same_completion() =>
        Organization()
            .Rule(Every(24, "months", "slow"))
            .Rule(Every(12, "months", "quick").ForGroup("g"))
            .Completes("2026-05-10")
            .Joins("g", "2027-01-10")
            .Until("2027-01-10")
            .Has("2026-05-01 due 2028-05-01 completed 2026-05-10", "2026-05-10 due 2027-05-10 open by quick");

    [Test]
    public void Should_floor_a_date_computed_from_the_same_completion_that_has_passed() =>
        Organization(minimumDays: 7)
            .Rule(Every(24, "months", "slow"))
            .Rule(Every(3, "months", "quick").ForGroup("g"))
            .Completes("2026-05-10")
            .Joins("g", "2027-01-10")
            .Until("2027-01-10")
            .Has("2026-05-01 due 2028-05-01 completed 2026-05-10", "2026-05-10 due 2027-01-17 open by quick");

    // What a rule of the completed period gives for the first period of another is not in the past, also when compared again (6, 7).
    [Test]
    public void Should_compare_a_regained_rule_by_a_date_that_has_not_passed() =>
        Organization()
            .Rule(Annual("10-01", "yearly"))
            .Rule(Annual("10-01", "yearly").ForNobody(), "2026-05-05")
            .Completes("2026-05-10")
            .Rule(Annual("10-01", "yearly"), "2028-03-01")
            .Rule(OneTime("once").DueWithin(30).IgnoringPrior(), "2028-03-01")
            .Rule(OneTime("once").DueWithin(30).IgnoringPrior().Because("audit"), "2028-03-05")
            .Until("2028-03-05")
            .Has("2026-05-01 due 2026-10-01 completed 2026-05-10", "2028-03-01 due 2028-03-31 open by once");
}
