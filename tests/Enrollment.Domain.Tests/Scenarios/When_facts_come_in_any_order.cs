namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 2: facts hold by the time they occurred.</summary>
public sealed class When_facts_come_in_any_order
{
    private const string Enrolled = "2026-05-10 due never open";

    [Test]
    public void Should_keep_a_membership_until_its_learner_exists() =>
        EmptyOrganization()
            .ArrivingAsListed()
            .Rule(OneTime().ForGroup("g"))
            .Joins("g", "2026-05-03")
            .Meanwhile("2026-05-10")
            .Created("2026-05-02")
            .Until("2026-05-10")
            .Has(Enrolled);

    [Test]
    public void Should_match_nothing_until_the_learner_exists() =>
        EmptyOrganization().Rule(OneTime()).Joins("g", "2026-05-03").Completes("2026-05-03").Until("2026-05-10").HasNothing();

    [Test]
    public void Should_keep_a_completion_until_its_learner_exists() =>
        EmptyOrganization()
            .Rule(OneTime())
            .Completes("2026-05-03")
            .Created("2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-10 due never satisfied 2026-05-03");

    [Test]
    public void Should_keep_a_hire_date_until_its_learner_exists() =>
        EmptyOrganization()
            .ArrivingAsListed()
            .Rule(OneTime().HiredAfter("2026-01-01"))
            .HireDate("2026-02-01", "2026-05-03")
            .Meanwhile("2026-05-10")
            .Created("2026-05-02", hired: "2025-02-01")
            .Until("2026-05-10")
            .Has(Enrolled);

    [Test]
    public void Should_keep_a_deactivation_until_its_learner_exists() =>
        EmptyOrganization()
            .ArrivingAsListed()
            .Rule(OneTime())
            .Deactivated("2026-05-03")
            .Created("2026-05-02")
            .Until("2026-05-10")
            .HasNothing();

    [Test]
    public void Should_prefer_the_later_hire_date_although_the_earlier_comes_last() =>
        Organization()
            .ArrivingAsListed()
            .Rule(OneTime().HiredAfter("2026-01-01"), "2026-05-04")
            .HireDate("2026-02-01", "2026-05-09")
            .HireDate("2025-02-01", "2026-05-08")
            .Until("2026-05-09")
            .Has("2026-05-09 due never open");

    [TestCase("a", "b", true)]
    [TestCase("b", "a", false)]
    [TestCase("B", "a", true)]
    public void Should_prefer_the_larger_message_id_at_one_instant(string hiredLongAgo, string hiredLately, bool enrolls)
    {
        var outcome = Organization()
            .Rule(OneTime().HiredAfter("2026-01-01"))
            .HireDate("2025-02-01", "2026-05-10", hiredLongAgo)
            .HireDate("2026-02-01", "2026-05-10", hiredLately)
            .Until("2026-05-10");
        if (enrolls)
            outcome.Has(Enrolled);
        else
            outcome.HasNothing();
    }

    [Test]
    public void Should_clear_a_hire_date_with_null() =>
        EmptyOrganization()
            .Created(hired: "2026-02-01")
            .Rule(OneTime().HiredAfter("2026-01-01"))
            .HireDate(null, "2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due never withdrawn");

    [Test]
    public void Should_leave_a_hire_date_alone_that_an_update_does_not_name() =>
        EmptyOrganization()
            .Created(hired: "2026-02-01")
            .Rule(OneTime().HiredAfter("2026-01-01"))
            .Renamed("2026-05-10")
            .Until("2026-05-10")
            .Has("2026-05-01 due never open");

    [Test]
    public void Should_take_no_membership_away_when_the_learner_is_created() =>
        EmptyOrganization()
            .Rule(OneTime().ForGroup("g"))
            .Joins("g", "2026-05-03")
            .Created("2026-05-10", groups: ["h"])
            .Until("2026-05-10")
            .Has(Enrolled);

    [Test]
    public void Should_join_the_groups_the_learner_is_created_in() =>
        EmptyOrganization().Rule(OneTime().ForGroup("g")).Created("2026-05-10", groups: ["h", "g"]).Until("2026-05-10").Has(Enrolled);

    [Test]
    public void Should_prefer_the_later_membership_although_the_earlier_comes_last() =>
        Organization()
            .ArrivingAsListed()
            .Rule(OneTime().ForGroup("g"))
            .Joins("g", "2026-05-10")
            .Leaves("g", "2026-05-09")
            .Until("2026-05-10")
            .Has(Enrolled);

    [Test]
    public void Should_prefer_the_larger_version_although_saved_before() =>
        Organization()
            .Rule(OneTime().DueWithin(20), version: 2)
            .Rule(OneTime().DueWithin(10), "2026-05-01T00:40:00Z", version: 1)
            .Until("2026-05-01")
            .Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_prefer_the_later_save_of_one_version() =>
        Organization()
            .ArrivingAsListed()
            .Rule(OneTime().DueWithin(20), "2026-05-01T00:50:00Z", version: 1)
            .Rule(OneTime().DueWithin(10), "2026-05-01T00:40:00Z", version: 1)
            .Until("2026-05-01")
            .Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_prefer_the_larger_message_id_of_one_version_saved_twice_at_once() =>
        Organization()
            .Rule(OneTime().DueWithin(20), version: 1, messageId: "y")
            .Rule(OneTime().DueWithin(10), version: 1, messageId: "x")
            .Until("2026-05-01")
            .Has("2026-05-01 due 2026-05-21 open");

    [Test]
    public void Should_change_nothing_when_everything_comes_twice() =>
        Organization()
            .Created()
            .Rule(Every(6, "months"), version: 1)
            .Rule(Every(6, "months"), version: 1)
            .Completes("2026-06-10", messageId: "m")
            .Completes("2026-06-10", messageId: "m")
            .Until("2026-06-11")
            .Has("2026-05-01 due 2026-11-01 completed 2026-06-10", "2026-06-10 due 2026-12-10 open");

    [Test]
    public void Should_lead_to_one_enrollment_however_many_groups_and_rules() =>
        Organization()
            .Rule(OneTime("r").ForGroup("g", "h").DueWithin(10))
            .Rule(OneTime("s").DueWithin(20))
            .Joins("g", Story.Start)
            .Joins("h", Story.Start)
            .Until("2026-05-05")
            .Has("2026-05-01 due 2026-05-11 open by r");
}
