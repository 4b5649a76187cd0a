namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 4: at once, or in the next run.</summary>
public sealed class When_facts_take_effect
{
    private const string Noon = "2026-05-03T12:00:00Z";

    [Test]
    public void Should_enroll_at_once_who_joins_in_the_user_interface() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(10))
            .Joins("g", Noon, inUserInterface: true)
            .Until("2026-05-03")
            .Has("2026-05-03 due 2026-05-13 open");

    [Test]
    public void Should_change_nothing_in_the_run_after_an_enrollment_at_once() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(10))
            .Joins("g", Noon, inUserInterface: true)
            .Until("2026-05-06")
            .Has("2026-05-03 due 2026-05-13 open");

    [Test]
    public void Should_enroll_at_once_who_is_created_in_the_group_in_the_user_interface() =>
        EmptyOrganization()
            .Rule(OneTime().ForGroup("g").DueWithin(10))
            .Created(Noon, groups: ["g"], inUserInterface: true)
            .Until("2026-05-03")
            .Has("2026-05-03 due 2026-05-13 open");

    [TestCase("2026-05-03")]
    [TestCase("2026-05-04", "2026-05-04 due 2026-05-14 open")]
    public void Should_wait_for_the_run_when_the_join_is_integrated(string until, params string[] periods) =>
        Organization().Rule(OneTime().ForGroup("g").DueWithin(10)).Joins("g", Noon).Until(until).Has(periods);

    [TestCase("2026-05-03")]
    [TestCase("2026-05-04", "2026-05-04 due 2026-05-14 open")]
    public void Should_wait_for_the_run_when_the_rule_is_for_the_entire_company(string until, params string[] periods) =>
        EmptyOrganization().Rule(OneTime().DueWithin(10)).Created(Noon, groups: ["g"], inUserInterface: true).Until(until).Has(periods);

    [TestCase("2026-05-03")]
    [TestCase("2026-05-04", "2026-05-04 due 2026-05-14 open")]
    public void Should_wait_for_the_run_when_the_rule_was_saved_after_the_join(string until, params string[] periods) =>
        Organization()
            .Joins("g", Noon, inUserInterface: true)
            .Rule(OneTime().ForGroup("g").DueWithin(10), "2026-05-03T13:00:00Z")
            .Until(until)
            .Has(periods);

    [TestCase("2026-05-03")]
    [TestCase("2026-05-04", "2026-05-04 due never open")]
    public void Should_wait_for_the_run_when_the_hire_date_changes(string until, params string[] periods) =>
        Organization().Rule(OneTime().HiredAfter("2025-12-31")).HireDate("2026-01-01", Noon).Until(until).Has(periods);

    [Test]
    public void Should_do_nothing_at_once_for_a_rule_whose_audience_does_not_name_the_group() =>
        Organization().Rule(OneTime().ForGroup("g")).Joins("h", Noon, inUserInterface: true).Until("2026-05-04").HasNothing();

    [Test]
    public void Should_do_nothing_at_once_when_the_rule_does_not_match_otherwise() =>
        Organization()
            .Rule(OneTime().ForGroup("g").HiredAfter("2025-12-31"))
            .Joins("g", Noon, inUserInterface: true)
            .Until("2026-05-04")
            .HasNothing();

    [Test]
    public void Should_do_the_whole_batch_step_for_the_activity_at_once() =>
        EmptyOrganization()
            .Rule(OneTime("company").DueWithin(5))
            .Rule(OneTime("group").ForGroup("g").DueWithin(10))
            .Created(Noon, groups: ["g"], inUserInterface: true)
            .Until("2026-05-03")
            .Has("2026-05-03 due 2026-05-08 open by company");

    [TestCase("2026-05-03", "2026-05-01 due 2026-06-30 open recommended by r")]
    [TestCase("2026-05-04", "2026-05-01 due 2026-05-14 open required by s")]
    public void Should_wait_for_the_run_when_a_period_is_current(string until, params string[] periods) =>
        Organization()
            .Rule(OneTime().DueWithin(60).Recommended())
            .Rule(OneTime("s").ForGroup("g").DueWithin(10))
            .Joins("g", Noon, inUserInterface: true)
            .Until(until)
            .Has(periods);

    [Test]
    public void Should_begin_at_once_after_a_finished_enrollment() =>
        Organization()
            .Rule(OneTime().DueWithin(60))
            .Rule(OneTime("s").ForGroup("g").DueWithin(10).IgnoringPrior())
            .Completes("2026-05-02")
            .Joins("g", Noon, inUserInterface: true)
            .Until("2026-05-03")
            .Has("2026-05-01 due 2026-06-30 completed 2026-05-02", "2026-05-03 due 2026-05-13 open by s");

    [Test]
    public void Should_restore_at_once_who_joins_again() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(30))
            .Joins("g", Story.Start)
            .Leaves("g", "2026-05-02")
            .Joins("g", Noon, inUserInterface: true)
            .Until("2026-05-03")
            .Has("2026-05-01 due 2026-05-31 open");

    [Test]
    public void Should_leave_losses_to_the_run_even_when_a_join_takes_effect_at_once() =>
        Organization()
            .Rule(OneTime().ForGroup("g").DueWithin(30))
            .Joins("g", Story.Start)
            .Leaves("g", Noon)
            .Until("2026-05-03")
            .Has("2026-05-01 due 2026-05-31 open");

    // e is the date of the fact; the floor is counted from the date on which its message was handled.
    [Test]
    public void Should_take_the_date_of_the_fact_as_eligibility_and_the_date_of_handling_for_the_floor() =>
        Organization(minimumDays: 2)
            .ArrivingAsListed()
            .Rule(OneTime().ForGroup("g").DueWithin(3))
            .Meanwhile("2026-05-10T10:00:00Z")
            .Joins("g", Noon, inUserInterface: true)
            .Until("2026-05-10")
            .Has("2026-05-03 due 2026-05-12 open counts 2026-05-03");

    [Test]
    public void Should_keep_a_due_date_at_once_that_is_the_date_of_handling() =>
        Organization(minimumDays: 2)
            .ArrivingAsListed()
            .Rule(OneTime().ForGroup("g").DueWithin(7))
            .Meanwhile("2026-05-10T10:00:00Z")
            .Joins("g", Noon, inUserInterface: true)
            .Until("2026-05-10")
            .Has("2026-05-03 due 2026-05-10 open");

    [TestCase("2026-05-03T02:00:00Z", "2026-05-03")]
    [TestCase("2026-05-03T02:00:00.001Z", "2026-05-04")]
    public void Should_see_a_fact_of_the_nightly_instant_in_that_run(string on, string eligible) =>
        Organization().Rule(OneTime().ForGroup("g")).Joins("g", on).Until("2026-05-05").Has($"{eligible} due never open");

    [Test]
    public void Should_take_the_date_in_the_organizations_zone() =>
        EmptyOrganization(zone: "America/New_York")
            .Created("2026-05-01T12:00:00Z")
            .Rule(OneTime().ForGroup("g").DueWithin(10), "2026-05-01T12:00:00Z")
            .Joins("g", "2026-05-04T01:00:00Z", inUserInterface: true)
            .Until("2026-05-03")
            .Has("2026-05-03 due 2026-05-13 open");

    [Test]
    public void Should_see_in_the_next_run_what_comes_late() =>
        Organization()
            .ArrivingAsListed()
            .Rule(OneTime().ForGroup("g").DueWithin(10))
            .Meanwhile("2026-05-10T10:00:00Z")
            .Joins("g", "2026-05-03")
            .Until("2026-05-11")
            .Has("2026-05-11 due 2026-05-21 open");
}
