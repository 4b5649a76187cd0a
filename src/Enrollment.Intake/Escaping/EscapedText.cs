using System.Globalization;
using System.Text;

namespace Enrollment.Intake.Escaping;

/// <summary>
/// Text for display. Characters that are invisible, move the cursor or reverse the line are written as code points, such as
/// <c>\u{202E}</c>. Different texts look different, so a backslash that could begin an escape is also escaped.
/// </summary>
public static class EscapedText
{
    private const string Begin = "\\u{";

    // Letters, symbols and marks by category, but invisible.
    private static readonly (int First, int Last)[] Blank =
    [
        (0x34F, 0x34F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x2800, 0x2800),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0),
        (0xE0100, 0xE01EF),
    ];

    /// <summary>Escapes a single text, with its blanks except single ones inside.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isPlain =
            !MustBeEscaped(text) && !text.StartsWith(' ') && !text.EndsWith(' ') && !text.Contains("  ", StringComparison.Ordinal);
        return isPlain ? text : Escape(text, Blanks(text));
    }

    /// <summary>Escapes a line. Its blanks stay.</summary>
    public static string OfLine(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return MustBeEscaped(line) ? Escape(line, _ => false) : line;
    }

    /// <summary>The text of an escaped text, so that a person can type what a screen shows.</summary>
    public static string Decode(string shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var text = new StringBuilder();
        for (var at = 0; at < shown.Length; )
        {
            if (CodePoint(shown, at, out var end) is { } point)
                (at, _) = (end, text.Append(char.ConvertFromUtf32(point)));
            else
                text.Append(shown[at++]);
        }

        return text.ToString();
    }

    /// <summary>Whether a code point has to be escaped.</summary>
    internal static bool IsUnseen(int codePoint) =>
        CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned => true,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.SpaceSeparator => codePoint != ' ',
            _ => Array.Exists(Blank, range => codePoint >= range.First && codePoint <= range.Last),
        };

    /// <summary>The code point at an index, or an unpaired surrogate.</summary>
    internal static int PointAt(string text, int at) => char.IsSurrogatePair(text, at) ? char.ConvertToUtf32(text, at) : text[at];

    private static Func<int, bool> Blanks(string text)
    {
        var end = text.TrimEnd(' ').Length;
        return at => text[at] == ' ' && (at == 0 || at >= end || text[at - 1] == ' ');
    }

    private static bool MustBeEscaped(string text)
    {
        foreach (var c in text)
            if (c is < ' ' or > '~' or '\\')
                return true;
        return false;
    }

    private static string Escape(string text, Func<int, bool> isBlank)
    {
        var shown = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length; )
        {
            var point = PointAt(text, at);
            if (isBlank(at) || IsUnseen(point) || string.CompareOrdinal(text, at, Begin, 0, Begin.Length) == 0)
                shown.Append(CultureInfo.InvariantCulture, $"{Begin}{point:X}}}");
            else
                shown.Append(text, at, point > char.MaxValue ? 2 : 1);
            at += point > char.MaxValue ? 2 : 1;
        }

        return shown.ToString();
    }

    private static int? CodePoint(string shown, int at, out int end)
    {
        end = string.CompareOrdinal(shown, at, Begin, 0, Begin.Length) == 0 ? shown.IndexOf('}', at) + 1 : 0;
        if (end == 0)
            return null;
        var digits = shown.AsSpan((at + Begin.Length)..(end - 1));
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && Rune.IsValid(point)
            ? point
            : null;
    }
}
