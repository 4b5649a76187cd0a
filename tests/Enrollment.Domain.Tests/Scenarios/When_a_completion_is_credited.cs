namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 5.3.</summary>
public sealed class When_a_completion_is_credited
{
    [Test]
    public void Should_be_on_time_on_the_due_date() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Completes("2026-05-11")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-11");

    [Test]
    public void Should_be_late_the_day_after() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Completes("2026-05-12")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 completedLate 2026-05-12");

    [Test]
    public void Should_be_late_for_a_recommended_period_too() =>
        Organization()
            .Rule(OneTime().DueWithin(10).Recommended())
            .Completes("2026-05-12")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 completedLate 2026-05-12");

    [Test]
    public void Should_judge_by_the_date_of_the_completion_and_not_of_its_message() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Completes("2026-05-08", "2026-05-25T12:00:00Z")
            .Until("2026-05-26")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-08");

    [Test]
    public void Should_change_nothing_before_the_period_counts_completions() =>
        Organization()
            .Rule(Annual("12-31"))
            .Completes("2026-09-01")
            .Completes("2026-12-31")
            .Until("2027-01-02")
            .Has("2026-05-01 due 2026-12-31 completed 2026-09-01", "2026-09-01 due 2027-12-31 open");

    [Test]
    public void Should_count_on_the_counts_from_date() =>
        Organization()
            .Rule(Annual("12-31"))
            .Completes("2026-09-01")
            .Completes("2027-01-01")
            .Until("2027-01-02")
            .Has(
                "2026-05-01 due 2026-12-31 completed 2026-09-01",
                "2026-09-01 due 2027-12-31 completed 2027-01-01",
                "2027-01-01 due 2028-12-31 open"
            );

    [TestCase("2027-10-31", 2)]
    [TestCase("2027-11-01", 3)]
    public void Should_count_from_N_days_before_the_anchor(string again, int periods)
    {
        var story = Organization().Rule(Annual("12-31").VisibleDaysBefore(60)).Completes("2026-11-10").Completes(again).Until("2027-11-02");
        string[] lines =
            periods == 2
                ? ["2026-11-01 due 2026-12-31 completed 2026-11-10", "2027-11-01 due 2027-12-31 open"]
                :
                [
                    "2026-11-01 due 2026-12-31 completed 2026-11-10",
                    "2027-11-01 due 2027-12-31 completed 2027-11-01",
                    "2028-11-01 due 2028-12-31 scheduled",
                ];
        story.Has(lines);
    }

    [Test]
    public void Should_take_several_completions_on_one_date_as_one() =>
        Organization()
            .Rule(Every(6, "months"))
            .Completes("2026-06-10")
            .Completes("2026-06-10", "2026-06-10T18:00:00Z")
            .Completes("2026-06-10", "2026-07-10T18:00:00Z")
            .Until("2026-07-11")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2026-12-10 open");

    [Test]
    public void Should_count_a_completion_of_the_day_after_for_the_next_period() =>
        Organization()
            .Rule(Every(6, "months"))
            .Completes("2026-06-10")
            .Completes("2026-06-11")
            .Until("2026-06-12")
            .Has(
                "2026-05-01 due 2026-11-01 completed 2026-06-10",
                "2026-06-10 due 2026-12-10 completed 2026-06-11",
                "2026-06-11 due 2026-12-11 open"
            );

    [Test]
    public void Should_give_the_same_periods_when_two_completions_come_in_the_wrong_order() =>
        Organization()
            .Rule(Every(6, "months"))
            .Completes("2026-08-20")
            .Completes("2026-06-10", "2026-09-01T12:00:00Z")
            .Until("2026-09-02")
            .Has(
                "2026-05-01 due 2026-11-01 completed 2026-06-10",
                "2026-06-10 due 2026-12-10 completed 2026-08-20",
                "2026-08-20 due 2027-02-20 open"
            );

    [Test]
    public void Should_undo_the_missing_of_a_period_that_was_completed_in_time() =>
        Organization()
            .Rule(Annual("12-31"))
            .Completes("2026-12-30", "2027-08-01T12:00:00Z")
            .Until("2027-08-02")
            .Has("2026-05-01 due 2026-12-31 completed 2026-12-30", "2026-12-30 due 2027-12-31 open");

    [Test]
    public void Should_carry_a_back_dated_completion_over_the_nights_since() =>
        Organization()
            .Rule(Every(1, "months"))
            .Completes("2026-05-10", "2026-07-20T12:00:00Z")
            .Until("2026-07-20")
            .Has("2026-05-01 due 2026-06-01 completed 2026-05-10", "2026-05-10 due 2026-06-10 overdue");

    [Test]
    public void Should_use_the_sources_live_on_the_date_of_a_back_dated_completion() =>
        Organization()
            .Rule(Every(6, "months").ForGroup("g"))
            .Joins("g", "2026-05-01")
            .Leaves("g", "2026-06-20")
            .Completes("2026-06-10", "2026-07-01T12:00:00Z")
            .Until("2026-07-02")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2026-12-10 withdrawn");

    [Test]
    public void Should_use_the_rule_version_of_the_date_of_a_back_dated_completion_and_then_the_edit() =>
        Organization()
            .Rule(Every(6, "months"))
            .Rule(Every(12, "months"), "2026-06-20")
            .Completes("2026-06-10", "2026-07-01T12:00:00Z")
            .Until("2026-07-02")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2027-06-10 open");

    [Test]
    public void Should_stand_after_the_run_of_its_own_day_when_it_is_back_dated() =>
        Organization()
            .Rule(Every(6, "months").ForGroup("g"))
            .Joins("g", Story.Start)
            .Leaves("g", "2026-06-10")
            .Completes("2026-06-10", "2026-07-01T12:00:00Z")
            .Until("2026-07-02")
            .Has("2026-05-01 due 2026-11-01 withdrawn");

    [Test]
    public void Should_satisfy_the_first_period_when_a_completion_from_before_comes_late() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-04-15", "2026-05-10T12:00:00Z")
            .Until("2026-05-11")
            .Has("2026-05-01 due 2026-05-31 satisfied 2026-04-15");

    [Test]
    public void Should_not_count_a_completion_from_before_where_those_are_ignored() =>
        Organization()
            .Rule(OneTime().DueWithin(30).IgnoringPrior())
            .Completes("2026-04-15", "2026-05-10T12:00:00Z")
            .Until("2026-05-11")
            .Has("2026-05-01 due 2026-05-31 open");

    [Test]
    public void Should_count_a_completion_on_the_eligibility_date_however_prior_ones_are_treated() =>
        Organization()
            .Rule(OneTime().DueWithin(30).IgnoringPrior())
            .Completes("2026-05-01")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-01");

    [Test]
    public void Should_count_for_the_new_period_from_the_take_over_on() =>
        Organization()
            .Rule(Annual("12-31"))
            .Completes("2027-07-02")
            .Until("2027-07-03")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-07-02 due 2027-12-31 completed 2027-07-02", "2027-07-02 due 2028-12-31 open");

    [Test]
    public void Should_not_look_again_at_a_completion_recorded_without_effect() =>
        Organization()
            .Rule(Every(12, "months").VisibleDaysBefore(30).DueWithin(10))
            .Completes("2026-05-05")
            .Completes("2027-03-01")
            .Rule(Every(12, "months").VisibleDaysBefore(90).DueWithin(10), "2027-03-10")
            .Until("2027-03-11")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-05", "2027-03-10 due 2027-05-05 open counts 2027-02-04");

    [Test]
    public void Should_keep_activities_apart() =>
        Organization()
            .Rule(OneTime("r").DueWithin(10))
            .Rule(OneTime("s").DueWithin(10).ForActivity("b"))
            .Completes("2026-05-04", activity: "b")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 open");
}
