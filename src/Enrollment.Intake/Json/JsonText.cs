using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Enrollment.Intake.Json;

/// <summary>The checks of every member of a body, known or not: text that can be stored, and no duplicate members.</summary>
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

    /// <summary>The member's name; null if it is not valid text.</summary>
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

/// <summary>Why a JSON string cannot be stored. JSON allows characters that .NET strings or PostgreSQL do not.</summary>
internal static class TextProblem
{
    public const string HalfPair = "contains half of a surrogate pair, which is no character";

    /// <summary>Checks the string as written, because decoding an invalid one throws.</summary>
    public static string? In(ReadOnlySpan<byte> raw)
    {
        if (!Utf8.IsValid(raw))
            return "contains bytes that are not UTF-8";
        return raw.Contains((byte)'\\') ? InEscapes(raw) : null;
    }

    private static string? InEscapes(ReadOnlySpan<byte> raw)
    {
        for (var at = raw.IndexOf((byte)'\\'); at >= 0 && at < raw.Length; at++)
        {
            if (raw[at] != '\\')
                continue;
            var unit = CodeUnit(raw[at..]);
            if (unit == 0)
                return "contains the character U+0000, which cannot be stored";
            if (unit is >= 0xDC00 and <= 0xDFFF)
                return HalfPair;
            if (unit is >= 0xD800 and <= 0xDBFF && CodeUnit(raw[(at + 6)..]) is not (>= 0xDC00 and <= 0xDFFF))
                return HalfPair;
            at += Length(unit) - 1;
        }

        return null;
    }

    private static int Length(int? unit) =>
        unit switch
        {
            null => 2,
            >= 0xD800 and <= 0xDBFF => 12,
            _ => 6,
        };

    private static int? CodeUnit(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6
        && escape[0] == '\\'
        && escape[1] == 'u'
        && int.TryParse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : null;
}
