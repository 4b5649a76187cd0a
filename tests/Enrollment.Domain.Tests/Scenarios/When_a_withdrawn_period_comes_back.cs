namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>
/// Semantics 7, source regained, last period withdrawn. Each test names the sentence that its expectation is derived from.
/// </summary>
public sealed class When_a_withdrawn_period_comes_back
{
    // "The first that would have counted for the period completes it; each later one counts for the period that 5.2 gives after it; the
    // period after the last of them is planned in this step": 7 May + 1 month, 20 May + 1 month.
    [Test]
    public void Should_count_what_was_done_meanwhile_in_its_order() =>
        Member(Every(1, "months").DueWithin(10))
            .Leaves("g", "2026-05-05")
            .Completes("2026-05-07")
            .Completes("2026-05-20")
            .Joins("g", "2026-06-01")
            .Until("2026-06-01")
            .Has(
                "2026-05-01 due 2026-05-11 completed 2026-05-07",
                "2026-05-20 due 2026-06-07 completed 2026-05-20",
                "2026-06-01 due 2026-06-20 open"
            );

    // "Back after no more than shortAbsenceDays: as if it had never been withdrawn (a take-over in between: 5.5)": T(2027) is 2 July, and
    // 5.5 dates a take-over that a return puts before the run the run.
    [Test]
    public void Should_be_taken_over_in_the_run_of_its_return_after_a_short_absence() =>
        Member(Annual("12-31"), shortAbsence: 3)
            .Leaves("g", "2027-07-01")
            .Joins("g", "2027-07-03")
            .Until("2027-07-03")
            .Has("2026-05-01 due 2026-12-31 missed", "2027-07-03 due 2027-12-31 open");

    // "So that 0 is the same day": the night withdraws it, the join of the same day brings it back at once, late as it was.
    [TestCase("2026-05-15T12:00:00Z", "2026-05-01 due 2026-05-11 overdue")]
    public void Should_go_on_when_it_comes_back_at_once_on_the_same_day(string on, string period) =>
        Member(OneTime().DueWithin(10), minimumDays: 7)
            .Leaves("g", "2026-05-15")
            .Joins("g", on, inUserInterface: true)
            .Until("2026-05-16")
            .Has(period);

    // "Its requirement is that of the version now"; "its due date is kept, also when the rule was edited meanwhile".
    [Test]
    public void Should_have_the_requirement_of_the_version_now_and_the_due_date_it_had() =>
        Member(OneTime().DueWithin(30))
            .Leaves("g", "2026-05-05")
            .Rule(OneTime().ForGroup("g").DueWithin(3).Recommended(), "2026-05-06")
            .Joins("g", "2026-05-08")
            .Until("2026-05-08")
            .Has("2026-05-01 due 2026-05-31 open recommended");

    // "Source gained that gives nothing for it, rule was not a source of it: it stays withdrawn, and a first period of that rule begins."
    [Test]
    public void Should_stay_withdrawn_when_a_one_time_rule_is_gained() =>
        Member(Every(1, "months").DueWithin(10))
            .Rule(OneTime("s").ForGroup("h").DueWithin(5).IgnoringPrior())
            .Completes("2026-05-04")
            .Leaves("g", "2026-05-10")
            .Joins("h", "2026-05-20")
            .Until("2026-05-20")
            .Has(
                "2026-05-01 due 2026-05-11 completed 2026-05-04",
                "2026-05-04 due 2026-06-04 withdrawn",
                "2026-05-20 due 2026-05-25 open by s"
            );

    // Section 6: "a remaining source that gives nothing for the current period counts as gone".
    [Test]
    public void Should_be_withdrawn_when_only_a_rule_remains_that_gives_nothing() =>
        Member(Every(1, "months").DueWithin(10))
            .Rule(OneTime("s").ForGroup("h").DueWithin(40))
            .Joins("h", Story.Start)
            .Completes("2026-05-04")
            .Leaves("g", "2026-05-10")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04", "2026-05-04 due 2026-06-04 withdrawn");

    // "Was edited and gives something then": every two months from 4 May.
    [Test]
    public void Should_come_back_when_the_rule_that_remained_is_edited_and_gives_something() =>
        Member(Every(1, "months").DueWithin(10))
            .Rule(OneTime("s").ForGroup("h").DueWithin(40))
            .Joins("h", Story.Start)
            .Completes("2026-05-04")
            .Leaves("g", "2026-05-10")
            .Rule(Every(2, "months", "s").ForGroup("h"), "2026-05-20")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 completed 2026-05-04", "2026-05-04 due 2026-07-04 open by s");

    private static Organization Member(RuleText rule, int minimumDays = 0, int shortAbsence = 0) =>
        Organization(minimumDays, shortAbsence: shortAbsence).Rule(rule.ForGroup("g")).Joins("g", Story.Start);
}
