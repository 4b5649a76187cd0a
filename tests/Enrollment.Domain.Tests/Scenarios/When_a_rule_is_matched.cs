using System.Globalization;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 3, who matches.</summary>
public sealed class When_a_rule_is_matched
{
    private const string Enrolled = "2026-05-01 due never open";

    [Test]
    public void Should_enroll_nobody_who_is_not_active() =>
        EmptyOrganization().Created(active: false).Rule(OneTime()).Until("2026-05-05").HasNothing();

    [Test]
    public void Should_enroll_an_inactive_learner_on_reactivation() =>
        EmptyOrganization()
            .Created(active: false)
            .Rule(OneTime())
            .Reactivated("2026-05-04")
            .Until("2026-05-05")
            .Has("2026-05-04 due never open");

    [TestCase("2025-12-31", false)]
    [TestCase("2026-01-01", true)]
    public void Should_enroll_only_those_hired_later_than_the_date(string hired, bool enrolls)
    {
        var outcome = EmptyOrganization().Created(hired: hired).Rule(OneTime().HiredAfter("2025-12-31")).Until("2026-05-05");
        if (enrolls)
            outcome.Has(Enrolled);
        else
            outcome.HasNothing();
    }

    [Test]
    public void Should_not_enroll_someone_whose_hire_date_is_unknown() =>
        Organization().Rule(OneTime().HiredAfter("2025-12-31")).Until("2026-05-05").HasNothing();

    [Test]
    public void Should_not_ask_for_a_hire_date_where_none_is_needed() => Organization().Rule(OneTime()).Until("2026-05-05").Has(Enrolled);

    [Test]
    public void Should_enroll_members_of_any_of_the_groups() =>
        Organization().Rule(OneTime().ForGroup("f", "g", "h")).Joins("g", Story.Start).Until("2026-05-05").Has(Enrolled);

    [Test]
    public void Should_not_enroll_members_of_other_groups() =>
        Organization().Rule(OneTime().ForGroup("g")).Joins("h", Story.Start).Until("2026-05-05").HasNothing();

    [Test]
    public void Should_enroll_nobody_when_it_does_not_auto_enroll() =>
        Organization().Rule(OneTime().ForNobody()).Until("2026-05-05").HasNothing();

    [Test]
    public void Should_enroll_everybody_of_the_company() =>
        Organization().Created(user: "v").Rule(OneTime()).Until("2026-05-05").HasFor("a", "v", Enrolled);

    // Semantics 11: "hire date unknown -> from e, reported"; 3: undecided, "never silently either way".
    [TestCase(null, false, UnknownHireDate.CountsFromEligibility)]
    [TestCase(null, true, UnknownHireDate.Undecided)]
    [TestCase("2026-03-01", false, null)]
    public void Should_report_what_it_does_without_a_hire_date(string? hired, bool asksWhoWasHired, UnknownHireDate? expected)
    {
        var stamp = new Stamp(DateTimeOffset.UnixEpoch, "1");
        var learner = new Learner(new("u")).With(
            new LearnerCreated(stamp, hired is null ? null : DateOnly.Parse(hired, CultureInfo.InvariantCulture), true, [], false)
        );
        var terms = new Terms(Requirement.Required, new Recurrence.OneTime(), new Due.Within(30) { FromHireDate = true });
        var hiredAfter = asksWhoWasHired ? new DateOnly(2025, 12, 31) : (DateOnly?)null;
        var rule = new Rule(new("r"), new("a"), 1, new Audience.EntireCompany(), hiredAfter, null, terms);
        rule.WithoutHireDate(learner, new DateOnly(2026, 5, 1)).Should().Be(expected);
    }
}
