namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 5.2, and the take-over date of 5.</summary>
public sealed class When_the_next_period_is_planned
{
    [Test]
    public void Should_finish_a_one_time_enrollment() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Completes("2026-05-04")
            .Until("2028-01-01")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04");

    [Test]
    public void Should_happen_on_the_completion_and_not_wait_for_the_night() =>
        Organization()
            .Rule(Annual("12-31"))
            .Completes("2026-09-01")
            .Until("2026-09-01")
            .Has("2026-05-01 due 2026-12-31 completed 2026-09-01", "2026-09-01 due 2027-12-31 open counts 2027-01-01");

    [Test]
    public void Should_be_scheduled_N_days_before_the_next_anchor_and_count_from_there() =>
        Organization()
            .Rule(Annual("12-31").VisibleDaysBefore(60))
            .Completes("2026-11-10")
            .Until("2026-12-01")
            .Has("2026-11-01 due 2026-12-31 completed 2026-11-10", "2027-11-01 due 2027-12-31 scheduled counts 2027-11-01");

    // T(2027) is half of the 365 days before 31 December 2027, rounded down: 182 days before it, 2 July 2027.
    [Test]
    public void Should_be_the_coming_anchor_for_a_late_completion_the_day_before_the_take_over() =>
        Organization()
            .Rule(Annual("12-31"))
            .Completes("2027-07-01")
            .Until("2027-07-10")
            .Has("2026-05-01 due 2026-12-31 completedLate 2027-07-01", "2027-07-01 due 2027-12-31 open counts 2027-07-02");

    [Test]
    public void Should_skip_an_anchor_whose_take_over_has_come() =>
        Organization()
            .Rule(Annual("12-31").FirstDueOn("2027-08-31"))
            .Completes("2027-07-02")
            .Until("2027-07-10")
            .Has("2026-05-01 due 2027-08-31 completed 2027-07-02", "2027-07-02 due 2028-12-31 open counts 2028-01-01");

    [Test]
    public void Should_not_skip_an_anchor_whose_take_over_is_tomorrow() =>
        Organization()
            .Rule(Annual("12-31").FirstDueOn("2027-08-31"))
            .Completes("2027-07-01")
            .Until("2027-07-10")
            .Has("2026-05-01 due 2027-08-31 completed 2027-07-01", "2027-07-01 due 2027-12-31 open");

    // The 366 days before 31 December 2028 halve to 183: T(2028) is 1 July 2028.
    [TestCase("2028-06-30", "2028-12-31")]
    [TestCase("2028-07-01", "2029-12-31")]
    public void Should_halve_a_leap_year(string completed, string next) =>
        Organization()
            .Rule(Annual("12-31").FirstDueOn("2028-08-31"))
            .Completes(completed)
            .Until("2028-07-10")
            .Has($"2026-05-01 due 2028-08-31 completed {completed}", $"{completed} due {next} open");

    [TestCase("2027-10-31", "2027-12-31")]
    [TestCase("2027-11-01", "2028-12-31")]
    public void Should_take_over_N_days_before_the_anchor_where_N_is_set(string completed, string next)
    {
        var enrolled = next == "2027-12-31" ? "2027-11-01" : "2028-11-01";
        var status = next == "2027-12-31" ? "open" : "scheduled";
        Organization()
            .Rule(Annual("12-31").FirstDueOn("2027-11-30").VisibleDaysBefore(60))
            .Completes(completed)
            .Until("2027-11-10")
            .Has($"2026-05-01 due 2027-11-30 completed {completed}", $"{enrolled} due {next} {status}");
    }

    [Test]
    public void Should_never_be_the_same_anchor_again_after_an_early_completion() =>
        Organization()
            .Rule(Annual("12-31"))
            .Completes("2026-05-02")
            .Until("2026-05-03")
            .Has("2026-05-01 due 2026-12-31 completed 2026-05-02", "2026-05-02 due 2027-12-31 open");

    [Test]
    public void Should_keep_the_minimum_gap_after_the_completion() =>
        Organization()
            .Rule(Annual("12-31").WithGap(9, "months"))
            .Completes("2027-06-30")
            .Until("2027-07-01")
            .Has("2026-05-01 due 2026-12-31 completedLate 2027-06-30", "2027-06-30 due 2028-12-31 open");

    [Test]
    public void Should_accept_an_anchor_exactly_the_minimum_gap_after() =>
        Organization()
            .Rule(Annual("12-31").WithGap(1, "years"))
            .Completes("2026-12-31")
            .Until("2027-01-01")
            .Has("2026-05-01 due 2026-12-31 completed 2026-12-31", "2026-12-31 due 2027-12-31 open");

    [Test]
    public void Should_pass_over_its_own_anchor_even_when_the_minimum_gap_would_allow_it() =>
        Organization()
            .Rule(Annual("12-31").WithGap(6, "months"))
            .Completes("2026-06-01")
            .Until("2026-06-02")
            .Has("2026-05-01 due 2026-12-31 completed 2026-06-01", "2026-06-01 due 2027-12-31 open");

    [Test]
    public void Should_be_its_own_anchor_after_an_initial_due_date_when_the_minimum_gap_allows_it() =>
        Organization()
            .Rule(Annual("12-31").FirstDueWithin(30).WithGap(6, "months"))
            .Completes("2026-05-20")
            .Until("2026-06-01")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-20", "2026-05-20 due 2026-12-31 open");

    [Test]
    public void Should_be_the_next_anchor_after_an_initial_due_date_when_the_minimum_gap_forbids_its_own() =>
        Organization()
            .Rule(Annual("12-31").FirstDueWithin(30).WithGap(9, "months"))
            .Completes("2026-05-20")
            .Until("2026-06-01")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-20", "2026-05-20 due 2027-12-31 open");

    [Test]
    public void Should_be_the_next_anchor_after_an_initial_due_date_without_a_minimum_gap() =>
        Organization()
            .Rule(Annual("12-31").FirstDueWithin(30))
            .Completes("2026-05-20")
            .Until("2026-06-01")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-20", "2026-05-20 due 2027-12-31 open counts 2027-01-01");

    [TestCase("2026-06-10", "completed", "2026-12-10")]
    [TestCase("2026-11-20", "completedLate", "2027-05-20")]
    public void Should_count_the_interval_from_the_completion(string completed, string status, string next) =>
        Organization()
            .Rule(Every(6, "months"))
            .Completes(completed)
            .Until("2026-11-25")
            .Has($"2026-05-01 due 2026-11-01 {status} {completed}", $"{completed} due {next} open");

    [Test]
    public void Should_count_completions_from_the_day_after_the_one_it_was_planned_from() =>
        Organization()
            .Rule(Every(6, "months"))
            .Completes("2026-06-10")
            .Until("2026-06-10")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2026-12-10 open counts 2026-06-11");

    [Test]
    public void Should_be_visible_and_count_N_days_before_a_custom_due_date() =>
        Organization()
            .Rule(Every(6, "months").DueWithin(10).VisibleDaysBefore(20))
            .Completes("2026-05-04")
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04", "2026-10-15 due 2026-11-04 scheduled counts 2026-10-15");

    [Test]
    public void Should_count_from_the_previous_due_date_when_that_was_met() =>
        Organization()
            .Rule(Every(6, "months").FromPreviousDue())
            .Completes("2026-06-10")
            .Until("2026-06-10")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2027-05-01 open counts 2026-11-02");

    [Test]
    public void Should_count_from_a_late_completion_although_anchored_at_the_previous_due_date() =>
        Organization()
            .Rule(Every(6, "months").FromPreviousDue())
            .Completes("2026-11-02")
            .Until("2026-11-02")
            .Has("2026-05-01 due 2026-11-01 completedLate 2026-11-02", "2026-11-02 due 2027-05-02 open counts 2026-11-03");

    [Test]
    public void Should_count_from_the_completion_when_the_previous_period_had_no_due_date() =>
        Organization()
            .Rule(OneTime())
            .Rule(Every(6, "months").FromPreviousDue().ForActivity("a"), "2026-05-10T12:00:00Z")
            .Completes("2026-05-10", "2026-05-10T15:00:00Z")
            .Until("2026-05-11")
            .Has("2026-05-01 due never completed 2026-05-10", "2026-05-11 due 2026-11-10 open");

    [Test]
    public void Should_not_stick_to_the_end_of_a_short_month() =>
        EmptyOrganization()
            .Created("2026-01-10")
            .Rule(Every(1, "months").DueOn("2026-01-31").FromPreviousDue(), "2026-01-10")
            .Completes("2026-01-31")
            .Completes("2026-02-28")
            .Completes("2026-03-31")
            .Until("2026-03-31")
            .Has(
                "2026-01-10 due 2026-01-31 completed 2026-01-31",
                "2026-01-31 due 2026-02-28 completed 2026-02-28",
                "2026-02-28 due 2026-03-31 completed 2026-03-31",
                "2026-03-31 due 2026-04-30 open"
            );

    [Test]
    public void Should_begin_a_new_chain_of_due_dates_after_a_late_completion() =>
        EmptyOrganization()
            .Created("2026-01-10")
            .Rule(Every(1, "months").DueOn("2026-01-31").FromPreviousDue(), "2026-01-10")
            .Completes("2026-02-28")
            .Completes("2026-03-28")
            .Until("2026-03-28")
            .Has(
                "2026-01-10 due 2026-01-31 completedLate 2026-02-28",
                "2026-02-28 due 2026-03-28 completed 2026-03-28",
                "2026-03-28 due 2026-04-28 open"
            );

    [Test]
    public void Should_count_from_the_completion_that_satisfied_the_previous_period_even_when_anchored_at_its_due_date() =>
        Organization()
            .Rule(Every(1, "years").FromPreviousDue().DueWithin(30))
            .Completes("2026-02-01", "2026-04-20T12:00:00Z")
            .Until("2026-05-02")
            .Has("2026-05-01 due 2026-05-31 satisfied 2026-02-01", "2026-05-01 due 2027-02-01 open");

    // Period k ends on D(k) and begins the day after D(k - 1): with the anchor 05-15, 15 May lies in 2026 and 16 May in 2027.
    [TestCase("2026-05-15", "2027-05-15")]
    [TestCase("2026-05-16", "2028-05-15")]
    public void Should_take_the_anchor_after_the_period_that_contains_the_completion_when_another_rule_governed(
        string completed,
        string next
    ) =>
        Organization()
            .Rule(OneTime("first").DueWithin(10))
            .Rule(Annual("05-15", "yearly").VisibleDaysBefore(60))
            .Completes(completed)
            .Until("2026-05-20")
            .Has(
                $"2026-05-01 due 2026-05-11 completedLate {completed} by first",
                $"{DateOnly.Parse(next, null).AddDays(-60):yyyy-MM-dd} due {next} scheduled by yearly"
            );

    [Test]
    public void Should_keep_the_year_of_the_completed_period_when_only_the_anchor_was_edited() =>
        Organization()
            .Rule(Annual("12-31"))
            .Rule(Annual("11-30"), "2026-05-10")
            .Completes("2026-05-20")
            .Until("2026-05-21")
            .Has("2026-05-01 due 2026-11-30 completed 2026-05-20", "2026-05-20 due 2027-11-30 open");

    [Test]
    public void Should_follow_the_sources_of_the_last_run_and_lose_them_in_the_next() =>
        Organization()
            .Rule(Every(6, "months").ForGroup("g"))
            .Joins("g", "2026-05-01")
            .Leaves("g", "2026-06-10T08:00:00Z")
            .Completes("2026-06-10")
            .Until("2026-06-11")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2026-12-10 withdrawn");

    [Test]
    public void Should_follow_the_rule_versions_of_the_last_run() =>
        Organization()
            .Rule(Every(6, "months"))
            .Rule(Every(12, "months"), "2026-06-10T08:00:00Z")
            .Completes("2026-06-10")
            .Until("2026-06-10")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2026-12-10 open");
}
