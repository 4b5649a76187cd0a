namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 5.4.</summary>
public sealed class When_there_are_completions_from_before
{
    [Test]
    public void Should_satisfy_a_one_time_rule_however_long_ago() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2009-01-01", "2026-04-20T12:00:00Z")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-31 satisfied 2009-01-01");

    [Test]
    public void Should_be_enrolled_on_eligibility_whatever_N_says() =>
        Organization()
            .Rule(OneTime().DueWithin(30).VisibleDaysBefore(10))
            .Completes("2026-04-01", "2026-04-20T12:00:00Z")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-31 satisfied 2026-04-01");

    [Test]
    public void Should_take_the_latest_that_counts() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Completes("2026-04-01", "2026-04-20T12:00:00Z")
            .Completes("2026-03-01", "2026-04-21T12:00:00Z")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-31 satisfied 2026-04-01");

    // e is 1 October 2026 and k is 2027: the period after D(2026) = 30 June 2026, up to D(2027).
    [Test]
    public void Should_satisfy_an_annual_rule_from_the_first_day_of_the_period_on() =>
        Organization()
            .Rule(Annual("06-30"), "2026-10-01")
            .Completes("2026-07-01")
            .Until("2026-10-02")
            .Has("2026-10-01 due 2027-06-30 satisfied 2026-07-01", "2026-10-01 due 2028-06-30 open counts 2027-07-01");

    [Test]
    public void Should_not_satisfy_an_annual_rule_by_what_lies_in_the_period_before() =>
        Organization()
            .Rule(Annual("06-30"), "2026-10-01")
            .Completes("2026-06-30")
            .Until("2026-10-02")
            .Has("2026-10-01 due 2027-06-30 open");

    [Test]
    public void Should_satisfy_a_custom_rule_whose_interval_still_runs() =>
        Organization()
            .Rule(Every(12, "months"))
            .Completes("2025-05-02", "2026-04-20T12:00:00Z")
            .Until("2026-05-01")
            .Has("2026-05-01 due 2027-05-01 satisfied 2025-05-02", "2026-05-01 due 2026-05-02 open");

    [Test]
    public void Should_not_satisfy_a_custom_rule_whose_interval_ends_on_eligibility() =>
        Organization()
            .Rule(Every(12, "months"))
            .Completes("2025-05-01", "2026-04-20T12:00:00Z")
            .Until("2026-05-01")
            .Has("2026-05-01 due 2027-05-01 open");

    [Test]
    public void Should_schedule_the_next_period_of_a_satisfied_one() =>
        Organization()
            .Rule(Every(12, "months").VisibleDaysBefore(30))
            .Completes("2026-02-01", "2026-04-20T12:00:00Z")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2027-05-01 satisfied 2026-02-01", "2027-01-02 due 2027-02-01 scheduled counts 2027-01-02");

    [TestCase("2026-04-01", "satisfied 2026-04-01")]
    [TestCase("2026-03-31", "open")]
    public void Should_look_back_only_so_many_days(string completed, string status) =>
        Organization()
            .Rule(OneTime().DueWithin(30).LookingBack(30))
            .Completes(completed, "2026-04-20T12:00:00Z")
            .Until("2026-05-02")
            .Has($"2026-05-01 due 2026-05-31 {status}");

    [Test]
    public void Should_look_back_no_further_than_an_honored_completion_holds() =>
        Organization()
            .Rule(Every(3, "months").LookingBack(200))
            .Completes("2026-01-20", "2026-04-20T12:00:00Z")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-08-01 open");

    [Test]
    public void Should_count_none_where_they_are_ignored() =>
        Organization()
            .Rule(OneTime().DueWithin(30).IgnoringPrior())
            .Completes("2026-04-30")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-31 open");

    [Test]
    public void Should_be_decided_by_the_governing_rule() =>
        Organization()
            .Rule(OneTime("strict").DueWithin(10).IgnoringPrior())
            .Rule(OneTime("lenient").DueWithin(20))
            .Completes("2026-04-30")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-11 open by strict");

    // 10 May is the date of the fact and so e; the message comes on the 20th, after the completion of the 15th was recorded.
    [Test]
    public void Should_count_by_5_3_what_was_completed_after_eligibility_of_a_join_that_came_late() =>
        Organization()
            .ArrivingAsListed()
            .Rule(OneTime().ForGroup("g").DueWithin(30).IgnoringPrior())
            .Completes("2026-05-15")
            .Meanwhile("2026-05-20T10:00:00Z")
            .Joins("g", "2026-05-10T10:00:00Z", inUserInterface: true)
            .Until("2026-05-21")
            .Has("2026-05-10 due 2026-06-09 completed 2026-05-15");

    [Test]
    public void Should_not_count_by_5_3_what_was_completed_before_eligibility() =>
        Organization()
            .ArrivingAsListed()
            .Rule(OneTime().ForGroup("g").DueWithin(30).IgnoringPrior())
            .Completes("2026-05-09")
            .Meanwhile("2026-05-20T10:00:00Z")
            .Joins("g", "2026-05-10T10:00:00Z", inUserInterface: true)
            .Until("2026-05-21")
            .Has("2026-05-10 due 2026-06-09 open");
}
