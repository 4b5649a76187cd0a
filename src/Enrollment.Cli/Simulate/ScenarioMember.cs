using System.Globalization;
using System.Text.Json;
using Enrollment.Cli.Errors;

namespace Enrollment.Cli.Simulate;

/// <summary>A value of a scenario file and its path.</summary>
internal sealed record ScenarioMember(string Path, JsonElement Json)
{
    public ScenarioMember Required(string name) => Optional(name) ?? throw new CommandFailedException($"{Path}.{name}: is missing.");

    public ScenarioMember? Optional(string name) =>
        Object().TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? new ScenarioMember($"{Path}.{name}", member)
            : null;

    public JsonElement Object() => Json.ValueKind == JsonValueKind.Object ? Json : throw Expected("an object");

    public IReadOnlyList<ScenarioMember> Items() =>
        Json.ValueKind == JsonValueKind.Array
            ? [.. Json.EnumerateArray().Select((item, index) => new ScenarioMember($"{Path}[{index}]", item))]
            : throw Expected("an array");

    public string Text() => Json.ValueKind == JsonValueKind.String ? Json.GetString()! : throw Expected("text");

    public DateOnly Date() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Expected("a date such as 2026-03-09");

    public TimeOnly TimeOfDay() =>
        TimeOnly.TryParseExact(Text(), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Expected("a time of day such as 02:00");

    public string TimeZone() =>
        TimeZoneInfo.TryFindSystemTimeZoneById(Text(), out _)
            ? Text()
            : throw Expected("a time zone known here, by its IANA name such as Europe/Berlin");

    public int NotNegative() =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out var number) && number >= 0
            ? number
            : throw Expected("a whole number from 0 on");

    public CommandFailedException Expected(string what)
    {
        var got =
            Json.ValueKind is JsonValueKind.Object ? "an object"
            : Json.ValueKind is JsonValueKind.Array ? "an array"
            : Json.GetRawText();
        return new CommandFailedException($"{Path}: expected {what}, got {got}.");
    }
}
