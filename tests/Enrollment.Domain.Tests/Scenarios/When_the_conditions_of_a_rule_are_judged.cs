using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>Semantics 3 and 8, why and why not: each condition by itself, whatever came of the others.</summary>
public sealed class When_the_conditions_of_a_rule_are_judged
{
    private static readonly DateOnly Today = new(2026, 5, 1);
    private static readonly Audience Everybody = new Audience.EntireCompany();
    private static readonly Audience Members = new Audience.Groups([new("g"), new("h")]);

    [Test]
    public void Should_all_be_met_where_the_rule_matches() =>
        Judged(Members, Person(hired: "2026-01-01", groups: "h"), hiredAfter: "2025-12-31")
            .Should()
            .Equal("EnrollsAnybody met", "Active met", "InAudience met", "HiredLater met");

    [Test]
    public void Should_ask_for_no_hire_date_where_the_rule_has_none() =>
        Judged(Everybody, Person()).Should().Equal("EnrollsAnybody met", "Active met", "InAudience met");

    [Test]
    public void Should_tell_everything_that_is_in_the_way_and_not_only_the_first() =>
        Judged(Members, Person(active: false), hiredAfter: "2025-12-31")
            .Should()
            .Equal("EnrollsAnybody met", "Active NotActive", "InAudience NotInAudience", "HiredLater undecided HireDateUnknown");

    [Test]
    public void Should_not_be_met_by_somebody_hired_on_the_date_itself() =>
        Judged(Everybody, Person(hired: "2025-12-31"), hiredAfter: "2025-12-31").Should().Contain("HiredLater HiredTooEarly");

    [Test]
    public void Should_count_somebody_who_does_not_exist_yet_as_not_active() =>
        Judged(Everybody, new Learner(new("u"))).Should().Equal("EnrollsAnybody met", "Active NotActive", "InAudience met");

    [Test]
    public void Should_enroll_nobody_where_the_audience_is_none() =>
        Judged(new Audience.None(), Person()).Should().Equal("EnrollsAnybody DoesNotAutoEnroll", "Active met", "InAudience NotInAudience");

    [Test]
    public void Should_give_the_verdict_by_the_first_that_is_not_met()
    {
        Rule(Members, "2025-12-31").Judge(Person(active: false), Today).Should().Be(Verdict.NotActive);
        Rule(Members, "2025-12-31").Judge(Person(), Today).Should().Be(Verdict.NotInAudience);
        Rule(Members, "2025-12-31").Judge(Person(groups: "g"), Today).Should().Be(Verdict.HireDateUnknown);
        Rule(new Audience.None(), null).Judge(Person(active: false), Today).Should().Be(Verdict.DoesNotAutoEnroll);
    }

    private static IEnumerable<string> Judged(Audience audience, Learner learner, string? hiredAfter = null) =>
        Rule(audience, hiredAfter)
            .Conditions(learner, Today)
            .Select(condition =>
                condition.IsMet switch
                {
                    true => $"{condition.Kind} met",
                    false => $"{condition.Kind} {condition.Verdict}",
                    null => $"{condition.Kind} undecided {condition.Verdict}",
                }
            );

    private static Rule Rule(Audience audience, string? hiredAfter) =>
        new(new("r"), new("a"), 1, audience, Date(hiredAfter), null, new Terms(Requirement.Required, new Recurrence.OneTime()));

    private static Learner Person(bool active = true, string? hired = null, params string[] groups) =>
        new Learner(new("u")).With(
            new LearnerCreated(
                new Stamp(DateTimeOffset.UnixEpoch, "m"),
                Date(hired),
                active,
                [.. groups.Select(id => new GroupId(id))],
                false
            )
        );

    private static DateOnly? Date(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
