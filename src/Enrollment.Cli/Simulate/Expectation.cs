using System.Text.Json;
using System.Text.Json.Nodes;
using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Cli.Simulate;

/// <summary>The enrollments in the form of a scenario's <c>expect</c>, and how they differ from it.</summary>
internal static class Expectation
{
    public static JsonArray Of(IEnumerable<(ActivityId Activity, LearnerId Learner, EnrollmentState State)> enrollments) =>
        new([
            .. enrollments.Select(entry => new JsonObject
            {
                ["activityId"] = entry.Activity.Value,
                ["userId"] = entry.Learner.Value,
                ["periods"] = new JsonArray([.. entry.State.Periods.Select(Of)]),
            }),
        ]);

    /// <summary>One line per field that differs. Fields that the expectation does not contain are not compared.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<JsonElement> expected, JsonArray actual)
    {
        var wanted = expected.Select(element => JsonNode.Parse(element.GetRawText())!.AsObject()).ToLookup(Name);
        var got = actual.OfType<JsonObject>().ToDictionary(Name);
        return
        [
            .. wanted.Where(same => same.Count() > 1).Select(same => $"expected more than once: {same.Key}"),
            .. wanted.SelectMany(same =>
                got.TryGetValue(same.Key, out var found) ? Compare(same.Key, same.First(), found) : [$"missing: {same.Key}"]
            ),
            .. got.Where(found => !wanted.Contains(found.Key))
                .Select(found => $"not expected: {found.Key} {found.Value["periods"]?.ToJsonString()}"),
        ];
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

    private static string Name(JsonObject enrollment) => $"{enrollment["activityId"]}/{enrollment["userId"]}";

    private static IEnumerable<string> Compare(string name, JsonObject expected, JsonObject actual)
    {
        if (expected["periods"] is not JsonArray wanted)
            return [];
        var got = actual["periods"]!.AsArray();
        return wanted.Count == got.Count
            ? wanted
                .Zip(got)
                .SelectMany((pair, index) => Fields($"{name} period {index + 1}", pair.First!.AsObject(), pair.Second!.AsObject()))
            : [$"{name}: expected {Periods(wanted.Count)}, got {Periods(got.Count)}: {got.ToJsonString()}"];
    }

    private static IEnumerable<string> Fields(string name, JsonObject expected, JsonObject actual) =>
        expected
            .Where(field => !JsonNode.DeepEquals(field.Value, actual[field.Key]))
            .Select(field => $"{name}: {field.Key} expected {Json(field.Value)}, got {Json(actual[field.Key])}");

    private static string Periods(int count) => count == 1 ? "1 period" : $"{count} periods";

    private static string Json(JsonNode? value) => value?.ToJsonString() ?? "null";
}
