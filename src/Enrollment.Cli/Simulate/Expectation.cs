using System.Text.Json;
using System.Text.Json.Nodes;
using Enrollment.Domain;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Cli.Simulate;

/// <summary>The enrollments in the form of a scenario's <c>expect</c>, and how they differ from it.</summary>
internal static class Expectation
{
    public static JsonArray Of(IEnumerable<(ActivityId Activity, LearnerId Learner, EnrollmentState State)> enrollments) =>
        new([.. enrollments.Select(entry => new JsonObject
        {
            ["activityId"] = entry.Activity.Value,
            ["userId"] = entry.Learner.Value,
            ["periods"] = new JsonArray([.. entry.State.Periods.Select(Of)]),
        })]);

    /// <summary>One line for each field that is not as expected; fields the expectation does not give are not compared.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<JsonElement> expected, JsonArray actual)
    {
        var differences = new List<string>();
        CompareList("$.expect", [.. expected.Select(element => JsonNode.Parse(element.GetRawText()))], actual, differences);
        return differences;
    }

    private static JsonObject Of(Period period)
    {
        var json = new JsonObject
        {
            ["enrolledOn"] = Text(period.EnrolledOn),
            ["due"] = period.Due is { } due ? Text(due) : null,
            ["requirement"] = JsonNamingPolicy.CamelCase.ConvertName(period.Requirement.ToString()),
            ["status"] = JsonNamingPolicy.CamelCase.ConvertName(period.Status.ToString()),
        };
        if (period.CompletedOn is { } completedOn)
            json["completedOn"] = Text(completedOn);
        return json;
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", null);

    private static void CompareList(string path, IReadOnlyList<JsonNode?> expected, JsonArray actual, List<string> differences)
    {
        if (expected.Count != actual.Count)
            differences.Add($"{path}: expected {expected.Count}, got {actual.Count}: {actual.ToJsonString()}");
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
            Compare($"{path}[{i}]", expected[i], actual[i], differences);
    }

    private static void Compare(string path, JsonNode? expected, JsonNode? actual, List<string> differences)
    {
        if (expected is JsonObject fields && actual is JsonObject got)
        {
            foreach (var (name, value) in fields)
                Compare($"{path}.{name}", value, got[name], differences);
        }
        else if (expected is JsonArray list && actual is JsonArray gotList)
        {
            CompareList(path, [.. list], gotList, differences);
        }
        else if (!JsonNode.DeepEquals(expected, actual))
        {
            differences.Add($"{path}: expected {expected?.ToJsonString() ?? "null"}, got {actual?.ToJsonString() ?? "null"}");
        }
    }
}
