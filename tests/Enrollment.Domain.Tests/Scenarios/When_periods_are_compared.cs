using System.Reflection;
using System.Text.Json;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Scenarios;

/// <summary>A period that differs in any member is another state of the period, and has to be recorded.</summary>
public sealed class When_periods_are_compared
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    [TestCaseSource(nameof(Members))]
    public void Should_tell_periods_apart_by_each_member(PropertyInfo member)
    {
        var changed = Period();
        member.SetValue(changed, Another(member.PropertyType, member.GetValue(changed)));

        changed.Should().NotBe(Period());
    }

    [Test]
    public void Should_know_each_member() =>
        Members()
            .Select(member => member.Name)
            .Should()
            .Equal(
                nameof(Enrollments.Period.Number),
                nameof(Enrollments.Period.Status),
                nameof(Enrollments.Period.Requirement),
                nameof(Enrollments.Period.EnrolledOn),
                nameof(Enrollments.Period.Due),
                nameof(Enrollments.Period.CountsFrom),
                nameof(Enrollments.Period.RuleId),
                nameof(Enrollments.Period.RuleVersion),
                nameof(Enrollments.Period.Reason),
                nameof(Enrollments.Period.Groups),
                nameof(Enrollments.Period.Visible),
                nameof(Enrollments.Period.EligibleFrom),
                nameof(Enrollments.Period.Origin),
                nameof(Enrollments.Period.PlannedFrom),
                nameof(Enrollments.Period.AnchorYear),
                nameof(Enrollments.Period.DaysBeforeDue),
                nameof(Enrollments.Period.PausedDays),
                nameof(Enrollments.Period.ExtendedTo),
                nameof(Enrollments.Period.OrderId),
                nameof(Enrollments.Period.WithoutRule),
                nameof(Enrollments.Period.OverdueSince),
                nameof(Enrollments.Period.EnrollmentOverdueSince),
                nameof(Enrollments.Period.CompletedOn),
                nameof(Enrollments.Period.EndedOn),
                nameof(Enrollments.Period.NextTransitionOn)
            );

    [Test]
    public void Should_compare_groups_by_content()
    {
        Period().Should().Be(Period());
        Period().GetHashCode().Should().Be(Period().GetHashCode());
        (Period() with { Groups = [new("g"), new("h")] }).Should().NotBe(Period());
        (Period() with { Groups = [] }).Should().NotBe(Period() with { Groups = null });
    }

    [Test]
    public void Should_write_groups_as_a_plain_array_and_read_them_back()
    {
        var written = JsonSerializer.Serialize(Period());

        written.Should().Contain("\"Groups\":[\"g\"]");
        JsonSerializer.Deserialize<Period>(written).Should().Be(Period());
        JsonSerializer.Deserialize<Period>(JsonSerializer.Serialize(Period() with { Groups = null }))!.Groups.Should().BeNull();
    }

    private static PropertyInfo[] Members() => [.. typeof(Period).GetProperties().Where(member => member.CanWrite)];

    private static Period Period() =>
        new()
        {
            Number = 1,
            Status = PeriodStatus.Scheduled,
            Requirement = Requirement.Required,
            EnrolledOn = Day,
            Due = Day.AddDays(10),
            CountsFrom = Day,
            RuleId = new RuleId("r"),
            RuleVersion = 1,
            Groups = [new("g")],
            EligibleFrom = Day,
            Origin = PeriodOrigin.Eligibility,
            PlannedFrom = Day,
        };

    private static object Another(Type type, object? value) =>
        value switch
        {
            int number => number + 1,
            bool flag => !flag,
            DateOnly date => date.AddDays(1),
            string text => $"{text}, too",
            RuleId rule => new RuleId($"{rule.Value}2"),
            ValueList<GroupId> => ValueList.Create([new GroupId("another")]),
            Enum => Enum.GetValues(type).Cast<object>().First(member => !member.Equals(value)),
            null when type == typeof(string) => "another",
            null when type == typeof(int?) => 1,
            null when type == typeof(DateOnly?) => Day,
            null when type == typeof(OrderId?) => new OrderId("o"),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type.Name, "No other value is known for this type."),
        };
}
