using System.Text.Json.Nodes;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>Where two JSON values differ, for whoever reads a failed test.</summary>
internal static class JsonDifference
{
    public static string Of(JsonNode? before, JsonNode? after) => string.Join("; ", Between(before, after, "$").Take(5));

    private static IEnumerable<string> Between(JsonNode? before, JsonNode? after, string path) =>
        (before, after) switch
        {
            _ when JsonNode.DeepEquals(before, after) => [],
            (JsonObject one, JsonObject other) => one.Select(member => member.Key)
                .Union(other.Select(member => member.Key))
                .SelectMany(key => BetweenMembers(one, other, key, $"{path}.{key}")),
            (JsonArray one, JsonArray other) when one.Count == other.Count => one.Zip(other)
                .SelectMany((pair, index) => Between(pair.First, pair.Second, $"{path}[{index}]")),
            _ => [$"{path} was {Text(before)}, is {Text(after)}"],
        };

    private static IEnumerable<string> BetweenMembers(JsonObject before, JsonObject after, string key, string path) =>
        (before.ContainsKey(key), after.ContainsKey(key)) switch
        {
            (true, false) => [$"{path} is gone"],
            (false, true) => [$"{path} is new"],
            _ => Between(before[key], after[key], path),
        };

    private static string Text(JsonNode? node) => node?.ToJsonString() is { } text ? text[..Math.Min(text.Length, 300)] : "null";
}
