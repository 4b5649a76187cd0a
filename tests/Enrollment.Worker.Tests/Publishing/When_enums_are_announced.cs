using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Announcements;

namespace Enrollment.Worker.Tests.Publishing;

/// <summary>The contract has a member of the same name for each member of the core, in whatever order they are declared.</summary>
public sealed class When_enums_are_announced
{
    [TestCaseSource(nameof(Statuses))]
    public void Should_have_a_status_for_each_status_of_a_period(PeriodStatus status) =>
        AnnouncedEnums.Of(status).ToString().Should().Be(status.ToString());

    [TestCaseSource(nameof(Requirements))]
    public void Should_have_a_requirement_for_each_requirement(Requirement requirement) =>
        AnnouncedEnums.Of(requirement).ToString().Should().Be(requirement.ToString());

    [Test]
    public void Should_use_every_member_of_the_contract()
    {
        Statuses().Select(AnnouncedEnums.Of).Should().BeEquivalentTo(Enum.GetValues<Contracts.PeriodStatus>());
        Requirements().Select(AnnouncedEnums.Of).Should().BeEquivalentTo(Enum.GetValues<Contracts.Requirement>());
    }

    [Test]
    public void Should_refuse_what_is_no_member()
    {
        FluentActions.Invoking(() => AnnouncedEnums.Of((PeriodStatus)99)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => AnnouncedEnums.Of((Requirement)99)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static PeriodStatus[] Statuses() => Enum.GetValues<PeriodStatus>();

    private static Requirement[] Requirements() => Enum.GetValues<Requirement>();
}
