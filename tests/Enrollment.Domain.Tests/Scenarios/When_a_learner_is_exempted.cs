namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 10, exemptions. Each test names the sentence that its expectation is derived from.</summary>
public sealed class When_a_learner_is_exempted
{
    // "The current period ends as exempted on that date (a scheduled one, too)."
    [Test]
    public void Should_end_a_scheduled_period() =>
        Organization()
            .Rule(OneTime().DueWithin(60).VisibleDaysBefore(10))
            .Exempted("2026-05-05")
            .Until("2026-07-01")
            .Has("2026-06-20 due 2026-06-30 exempted");

    // "A paused one keeps the due date it had before the pause."
    [Test]
    public void Should_end_a_paused_period_with_the_due_date_before_the_pause() =>
        Organization()
            .Rule(OneTime().DueWithin(10))
            .Deactivated("2026-05-04")
            .Exempted("2026-05-06")
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-11 exempted");

    // "Otherwise in the run of from."
    [Test]
    public void Should_wait_for_the_run_of_its_first_day() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Exempted("2026-05-05", from: "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due 2026-05-31 exempted");

    [Test]
    public void Should_leave_the_period_open_before_its_first_day() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Exempted("2026-05-05", from: "2026-05-10")
            .Until("2026-05-09")
            .Has("2026-05-01 due 2026-05-31 open");

    // "While it is in force no rule for the activity is a source: nothing begins."
    [Test]
    public void Should_begin_nothing_while_it_is_in_force() =>
        Organization()
            .Exempted("2026-05-01", from: "2026-05-01")
            .Rule(OneTime("s").ForGroup("g"), "2026-05-03")
            .Joins("g", "2026-05-05", inUserInterface: true)
            .Until("2026-05-08")
            .HasNothing();

    // "In the first run on whose date none is in force any more sources are gained with that date as e."
    [Test]
    public void Should_restore_the_period_with_the_floor_in_the_first_run_after_its_last_day() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().DueWithin(10))
            .Exempted("2026-05-05", until: "2026-06-01")
            .Until("2026-06-02")
            .Has("2026-05-01 due 2026-06-09 open");

    // "Or, by a join, at once: section 4."
    [Test]
    public void Should_end_by_a_join_at_once() =>
        Organization(minimumDays: 7)
            .Rule(OneTime().ForGroup("g").DueWithin(10))
            .Joins("g", Story.Start)
            .Exempted("2026-05-05")
            .ExemptionRevoked("2026-05-20")
            .Joins("g", "2026-05-20T13:00:00Z", inUserInterface: true)
            .Until("2026-05-20")
            .Has("2026-05-01 due 2026-05-27 open");

    // "A last period that is exempted is treated as one withdrawn (section 7), shortAbsenceDays included."
    [Test]
    public void Should_go_on_as_if_nothing_had_been_after_a_short_exemption() =>
        Organization(minimumDays: 7, shortAbsence: 3)
            .Rule(OneTime().DueWithin(10))
            .Exempted("2026-05-10", until: "2026-05-12")
            .Until("2026-05-13")
            .Has("2026-05-01 due 2026-05-11 overdue");

    // "Completions are recorded"; the first that would have counted completes the period (section 7, source regained).
    [Test]
    public void Should_complete_the_period_by_what_was_done_meanwhile() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .Exempted("2026-05-05", until: "2026-05-20")
            .Completes("2026-05-10")
            .Until("2026-05-21")
            .Has("2026-05-01 due 2026-05-31 completed 2026-05-10");

    // "For each exemptionId the latest occurredAt wins", whatever arrives last.
    [Test]
    public void Should_not_come_into_force_when_it_was_revoked_later() =>
        Organization()
            .Rule(OneTime().DueWithin(30))
            .ArrivingAsListed()
            .ExemptionRevoked("2026-05-06T09:00:00Z")
            .Exempted("2026-05-05")
            .Until("2026-05-08")
            .Has("2026-05-01 due 2026-05-31 open");

    // "The enrollment's overdue mark ends"; an annual period that the next one would have taken over stays exempted.
    [Test]
    public void Should_begin_again_once_the_next_annual_period_would_have_taken_over() =>
        Organization()
            .Rule(Annual("12-31"))
            .Exempted("2026-06-01", until: "2027-08-01")
            .Until("2027-08-02")
            .Has("2026-05-01 due 2026-12-31 exempted", "2027-08-02 due 2027-12-31 open");
}
