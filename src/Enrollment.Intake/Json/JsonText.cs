using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Enrollment.Intake.Json;

/// <summary>What holds for every member of a body, known or not: text that can be stored, and no member twice.</summary>
internal static class JsonText
{
    public static void Check(JsonElement element, JsonPath path, ProblemList problems)
    {
        if (element.ValueKind == JsonValueKind.Object)
            CheckMembers(element, path, problems);
        else if (element.ValueKind == JsonValueKind.Array)
            CheckItems(element, path, problems);
        else if (Flaw(element) is { } flaw)
            problems.Add(path, flaw);
    }

    public static string? Flaw(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? TextProblem.In(JsonMarshal.GetRawUtf8Value(element)) : null;

    /// <summary>The member's name, or null where it cannot be text.</summary>
    public static string? SoundName(JsonProperty property) =>
        TextProblem.In(JsonMarshal.GetRawUtf8PropertyName(property)) is null ? property.Name : null;

    private static void CheckMembers(JsonElement element, JsonPath path, ProblemList problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = SoundName(property) ?? FlawedName(property, path, problems);
            if (!names.Add(name) && repeated.Add(name))
                problems.Add(path.Member(name), "is given more than once");
            if (IsWorthAPath(property.Value))
                Check(property.Value, path.Member(name), problems);
        }
    }

    private static string FlawedName(JsonProperty property, JsonPath path, ProblemList problems)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        var name = Encoding.UTF8.GetString(raw);
        problems.Add(path.Member(name), $"has a name that {TextProblem.In(raw)}");
        return name;
    }

    private static void CheckItems(JsonElement element, JsonPath path, ProblemList problems)
    {
        var place = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (IsWorthAPath(item))
                Check(item, path.Item(place), problems);
            place++;
        }
    }

    private static bool IsWorthAPath(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object or JsonValueKind.Array || Flaw(element) is not null;
}
