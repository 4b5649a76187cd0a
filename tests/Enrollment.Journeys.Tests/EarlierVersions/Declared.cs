using System.Text.Json.Nodes;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>A queue, an exchange or a binding, with everything that may never change.</summary>
internal sealed record Declared(string Name, string Properties)
{
    public static Declared[] Of(JsonObject definitions) =>
        [.. Of(definitions, "queues", "queue"), .. Of(definitions, "exchanges", "exchange"), .. BindingsOf(definitions)];

    /// <summary>What is missing, or is declared with other properties.</summary>
    public static IEnumerable<string> Missing(JsonObject before, JsonObject now) => Of(before).Except(Of(now)).Select(one => $"{one}");

    public override string ToString() => $"{Name} {Properties}";

    /// <summary>Leaves out what a connection declares for itself.</summary>
    private static IEnumerable<Declared> Of(JsonObject definitions, string list, string word) =>
        Entries(definitions, list)
            .Where(entry => !entry["auto_delete"]!.GetValue<bool>())
            .Select(entry => new Declared($"{word} {entry["name"]}", PropertiesOf(entry, except: "name")));

    private static IEnumerable<Declared> BindingsOf(JsonObject definitions) =>
        Entries(definitions, "bindings")
            .Select(entry => new Declared(
                $"binding {entry["source"]} -> {entry["destination_type"]} {entry["destination"]}",
                $"{entry["routing_key"]} {entry["arguments"]!.ToJsonString()}"
            ));

    private static IEnumerable<JsonObject> Entries(JsonObject definitions, string list) =>
        definitions[list]!.AsArray().Select(entry => entry!.AsObject());

    private static string PropertiesOf(JsonObject entry, string except) =>
        string.Join(", ", entry.Where(member => member.Key != except).OrderBy(member => member.Key).Select(TextOf));

    private static string TextOf(KeyValuePair<string, JsonNode?> member) =>
        member.Value is JsonObject table ? $"{member.Key}: {{{PropertiesOf(table, except: "")}}}" : $"{member.Key}: {member.Value}";
}
