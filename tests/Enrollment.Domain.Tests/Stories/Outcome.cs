using System.Text.Json;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Tests.Stories;

/// <summary>
/// The periods that came of a story, compared with lines such as <c>2026-05-01 due 2026-05-11 completed 2026-05-04</c>. A line may go on
/// with
/// <c>required</c> or <c>recommended</c>, <c>counts DATE</c> and <c>by RULE</c>; what it does not mention is not compared.
/// </summary>
internal sealed class Outcome(Simulation.Organization organization)
{
    /// <summary>The enrollment of the one learner in the one activity.</summary>
    public EnrollmentState State => organization.Enrollments.Select(entry => entry.State).SingleOrDefault() ?? EnrollmentState.Empty;

    public void Has(params string[] periods) => HasFor("a", "u", periods);

    public void HasNothing() => organization.Enrollments.Select(entry => $"{entry.Activity} of {entry.Learner}").Should().BeEmpty();

    public void HasFor(string activity, string user, params string[] periods)
    {
        var state = organization
            .Enrollments.Where(entry => entry.Activity.Value == activity && entry.Learner.Value == user)
            .Select(entry => entry.State)
            .SingleOrDefault();
        var actual = (state ?? EnrollmentState.Empty).Periods;
        ShouldBe(actual, periods);
    }

    /// <summary>Compares periods with lines.</summary>
    public static void ShouldBe(IReadOnlyList<Period> actual, params string[] periods)
    {
        actual.Select((period, i) => Line(period, i < periods.Length ? periods[i] : "")).Should().Equal(periods);
        actual.Count(period => period.IsCurrent).Should().BeLessThanOrEqualTo(1);
        actual.Select(period => period.Number).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    private static string Line(Period period, string like)
    {
        var line =
            $"{period.EnrolledOn:yyyy-MM-dd} due {period.Due?.ToString("yyyy-MM-dd", null) ?? "never"} "
            + JsonNamingPolicy.CamelCase.ConvertName(period.Status.ToString());
        if (period.CompletedOn is { } completedOn)
            line += $" {completedOn:yyyy-MM-dd}";
        if (like.Contains("require", StringComparison.Ordinal) || like.Contains("recommend", StringComparison.Ordinal))
            line += $" {JsonNamingPolicy.CamelCase.ConvertName(period.Requirement.ToString())}";
        if (like.Contains(" counts ", StringComparison.Ordinal))
            line += $" counts {period.CountsFrom:yyyy-MM-dd}";
        return like.Contains(" by ", StringComparison.Ordinal) ? $"{line} by {period.RuleId}" : line;
    }
}
