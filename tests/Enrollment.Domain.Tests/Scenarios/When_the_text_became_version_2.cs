namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 14: one story for each changed sentence that has none elsewhere, with the sentence it is derived from.</summary>
public sealed class When_the_text_became_version_2
{
    // 2: "one on leave stays on leave when a full feed sends the message again".
    [Test]
    public void Should_stay_on_leave_when_the_feed_says_nothing_about_it() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-04")
            .SentAgain("2026-05-06")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 paused");

    // 2: "a learner of whom nobody ever said otherwise is active".
    [Test]
    public void Should_be_active_where_nobody_said_otherwise() =>
        EmptyOrganization().SentAgain(Story.Start).Rule(OneTime()).Until("2026-05-02").Has("2026-05-01 due never open");

    // 2: "the day after the business date of occurredAt is changed to that business date".
    [Test]
    public void Should_count_a_completion_dated_a_day_ahead_today() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Completes("2026-05-05", told: "2026-05-04T23:00:00Z")
            .Until("2026-05-04")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04");

    // 5.2: "j >= k where the period just completed or satisfied was a first period with an initial due date": 1 February + 6 months.
    [Test]
    public void Should_keep_the_year_after_a_satisfied_first_period_with_an_initial_due_date() =>
        Organization()
            .Completes("2026-02-01")
            .Rule(Annual("10-01").FirstDueWithin(30).WithGap(6, "months"))
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-31 satisfied 2026-02-01", "2026-05-01 due 2026-10-01 open");

    // 5.2: the chain goes on "from the last due date that was moved by an edit": 28 February 2027 + 9 months.
    [Test]
    public void Should_count_from_a_due_date_that_an_edit_moved() =>
        Organization()
            .Rule(Every(1, "months").FromPreviousDue().DueOn("2026-05-31"))
            .Completes("2026-05-20")
            .Rule(Every(9, "months").FromPreviousDue().DueOn("2026-05-31"), "2026-06-05")
            .Completes("2027-02-10")
            .Until("2027-02-10")
            .Has(
                "2026-05-01 due 2026-05-31 completed 2026-05-20",
                "2026-05-20 due 2027-02-28 completed 2027-02-10",
                "2027-02-10 due 2027-11-28 open"
            );

    // 6: "with it the earlier of the two counts-from dates and, if still scheduled, its enrolled-on date".
    [Test]
    public void Should_take_the_earlier_of_the_two_counts_from_dates() =>
        Organization()
            .Rule(Every(2, "months").DueWithin(10).VisibleDaysBefore(10))
            .Rule(Every(1, "months", "s").ForGroup("h"))
            .Completes("2026-05-04")
            .Joins("h", "2026-05-20")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04", "2026-05-20 due 2026-06-04 open counts 2026-05-05 by s");

    // 6: for a period that took over "any other gives 5.1 with its own e where there is no completion": 1 May + 400 days, with the floor.
    [Test]
    public void Should_give_a_period_that_took_over_to_a_rule_that_is_not_annual() =>
        Organization(minimumDays: 7)
            .Rule(Annual("12-31", "r").ForGroup("g"))
            .Rule(Every(6, "months", "s").ForGroup("h").DueWithin(400))
            .Joins("g", Story.Start)
            .Joins("h", Story.Start)
            .Leaves("g", "2027-08-01")
            .Until("2027-08-01")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-07-02 due 2027-08-08 open by s");

    // 7: "a first period that is not completed is also held against 5.4 where priorCompletions changed".
    [Test]
    public void Should_satisfy_a_first_period_when_an_edit_honors_a_completion_from_before() =>
        Organization()
            .Completes("2026-04-20")
            .Rule(OneTime().DueWithin(3).IgnoringPrior())
            .Rule(OneTime().DueWithin(3), "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-04 satisfied 2026-04-20");

    // 7: "annual periods that would have taken over meanwhile (judged before the floor)": due 31 December + 183 days = 2 July.
    [Test]
    public void Should_judge_take_overs_on_the_return_before_the_floor() =>
        Organization(minimumDays: 30)
            .Rule(Annual("12-31"))
            .ArrivingAsListed()
            .Deactivated("2026-12-30")
            .Meanwhile("2027-07-10T12:00:00Z")
            .Reactivated("2027-07-01")
            .Until("2027-07-11")
            .Has("2026-05-01 due 2027-07-02 missed", "2027-07-11 due 2027-12-31 open");

    // 7: "the latest completion there is: a later one that came in between": 1 June + 1 month, not before the step's date.
    [Test]
    public void Should_continue_from_a_completion_that_came_while_the_rule_was_lost() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(10))
            .Joins("g", Story.Start)
            .Completes("2026-05-04")
            .Leaves("g", "2026-05-10")
            .Completes("2026-06-01")
            .Rule(Every(1, "months").ForGroup("g"), "2026-06-10")
            .Joins("g", "2026-06-15")
            .Until("2026-06-15")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04", "2026-06-15 due 2026-07-01 open");
}
