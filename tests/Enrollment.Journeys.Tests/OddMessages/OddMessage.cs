using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Enrollment.Journeys.Tests.OddMessages;

/// <summary>
/// A message as some publisher sent it, from <c>odd-messages.jsonl</c>: a line each, with <c>{{uid}}</c> and <c>{{now}}</c> to be filled
/// in.
/// </summary>
internal sealed class OddMessage(JsonObject sample, string uid)
{
    private readonly string _now = DateTimeOffset
        .UtcNow.AddSeconds(-1)
        .ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    public static IEnumerable<string> Names => Samples.Select(sample => sample["name"]!.GetValue<string>());

    public string Type => sample["exchange"]!.GetValue<string>().Split(':')[1];

    private static IEnumerable<JsonObject> Samples =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "OddMessages", "odd-messages.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject());

    public static OddMessage Named(string name, string uid) =>
        new(Samples.Single(sample => sample["name"]!.GetValue<string>() == name), uid);

    /// <summary>A line for the publishing program for each message of the sample.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var body in Bodies())
            yield return new JsonObject
            {
                ["exchange"] = sample["exchange"]!.GetValue<string>(),
                ["properties"] = Expanded(sample["properties"]!),
                ["body_base64"] = Convert.ToBase64String(body),
            }.ToJsonString();
    }

    private IEnumerable<byte[]> Bodies()
    {
        if (sample["body_base64"] is { } encoded)
            return [Encoding.UTF8.GetBytes(Filled(Encoding.UTF8.GetString(Convert.FromBase64String(encoded.GetValue<string>()))))];
        var bodies = sample["body"] is JsonArray several ? several.AsEnumerable() : [sample["body"]];
        return bodies.Select(body =>
            Encoding.UTF8.GetBytes(
                Filled(
                    body!.ToJsonString(
                        new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
                    )
                )
            )
        );
    }

    // "x*N" stands for a text of N x.
    private JsonNode Expanded(JsonNode node)
    {
        var text = Filled(node.ToJsonString());
        var repeated = System.Text.RegularExpressions.Regex.Replace(
            text,
            "\"x\\*([0-9]+)\"",
            found => $"\"{new string('x', int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture))}\""
        );
        return JsonNode.Parse(repeated)!;
    }

    private string Filled(string text) =>
        text.Replace("{{uid}}", uid, StringComparison.Ordinal).Replace("{{now}}", _now, StringComparison.Ordinal);
}
