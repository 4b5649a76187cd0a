using System.Globalization;
using System.Text.Unicode;

namespace Enrollment.Intake.Json;

/// <summary>Why a JSON string cannot be kept as text: JSON's grammar allows what neither .NET strings nor PostgreSQL can hold.</summary>
internal static class TextProblem
{
    public const string HalfPair = "contains half of a surrogate pair, which is no character";

    /// <summary>Looks at the string as written, because decoding a flawed one throws.</summary>
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
