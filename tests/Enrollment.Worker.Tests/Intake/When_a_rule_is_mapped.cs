using Enrollment.Contracts;
using Enrollment.Intake.Mapping;
using Core = Enrollment.Domain.Rules;

namespace Enrollment.Worker.Tests.Intake;

/// <summary>The core has a member of the same name for each member of the contract, in whatever order they are declared.</summary>
public sealed class When_a_rule_is_mapped
{
    [TestCaseSource(nameof(Requirements))]
    public void Should_have_a_requirement_for_each_requirement_of_the_contract(Requirement requirement) =>
        TermsOf(requirement, IntervalUnit.Days).Requirement.ToString().Should().Be(requirement.ToString());

    [TestCaseSource(nameof(Units))]
    public void Should_have_a_unit_for_each_unit_of_the_contract(IntervalUnit unit) => UnitOf(unit).ToString().Should().Be(unit.ToString());

    [Test]
    public void Should_use_every_member_of_the_core()
    {
        Requirements()
            .Select(requirement => TermsOf(requirement, IntervalUnit.Days).Requirement)
            .Should()
            .BeEquivalentTo(Enum.GetValues<Core.Requirement>());
        Units().Select(UnitOf).Should().BeEquivalentTo(Enum.GetValues<Core.IntervalUnit>());
    }

    [Test]
    public void Should_refuse_what_is_no_member()
    {
        FluentActions.Invoking(() => TermsOf((Requirement)99, IntervalUnit.Days)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => UnitOf((IntervalUnit)99)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static Requirement[] Requirements() => Enum.GetValues<Requirement>();

    private static IntervalUnit[] Units() => Enum.GetValues<IntervalUnit>();

    private static Core.IntervalUnit UnitOf(IntervalUnit unit) =>
        ((Core.Recurrence.Custom)TermsOf(Requirement.Required, unit).Recurrence).Every.Unit;

    private static Core.Terms TermsOf(Requirement requirement, IntervalUnit unit) =>
        new AutoEnrollmentRuleSaved
        {
            MessageId = "m",
            OccurredAt = DateTimeOffset.UnixEpoch,
            RuleId = "r",
            ActivityId = "a",
            Version = 1,
            Audience = new Audience.EntireCompany(),
            Requirement = requirement,
            Recurrence = new Recurrence.Custom(new Interval(1, unit)),
        }
            .ToDomain()
            .Rule.Terms;
}
