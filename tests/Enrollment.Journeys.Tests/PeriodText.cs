using System.Text.Json;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Journeys.Tests;

/// <summary>A recorded period in the words of an LMS's table.</summary>
internal static class PeriodText
{
    /// <summary>An LMS knows a period that was visible, and one that was satisfied without being so.</summary>
    public static bool IsKnown(Period period) => period.Visible || period.CompletedOn is not null;

    public static string Of(Period period) =>
        string.Join(
            ' ',
            new object?[]
            {
                JsonNamingPolicy.CamelCase.ConvertName($"{period.Status}"),
                JsonNamingPolicy.CamelCase.ConvertName($"{period.Requirement}"),
                $"{period.EnrolledOn:yyyy-MM-dd}",
                $"{period.Due:yyyy-MM-dd}",
                $"{period.CountsFrom:yyyy-MM-dd}",
                $"{period.EnrollmentOverdueSince:yyyy-MM-dd}",
                period.RuleId,
                period.RuleVersion,
                period.Reason,
            }.Select(cell => $"{cell}" is { Length: > 0 } text ? text : "-")
        );

    /// <summary>Every known period by its id.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAllAsync(Pipeline pipeline) =>
        (await pipeline.Enrollments())
            .SelectMany(entry =>
                entry
                    .State.Periods.Where(IsKnown)
                    .Select(period => (Id: $"enrollment/{entry.Activity}/{entry.Learner}/{period.Number}", Words: Of(period)))
            )
            .ToDictionary(period => period.Id, period => period.Words);
}
