using System.Globalization;
using Spectre.Console.Rendering;

namespace Enrollment.Cli.Output.Formatting;

/// <summary>The width of text on a terminal: two cells for ideographs and emoji, none for combining marks.</summary>
internal static class CellWidth
{
    private const string Ellipsis = "…";

    /// <summary>Adds the widths of single characters. A terminal that joins characters needs less.</summary>
    public static int Of(string text) =>
        System.Text.Ascii.IsValid(text) ? text.Length : text.EnumerateRunes().Sum(rune => new Segment(rune.ToString()).CellCount());

    public static int Of(IEnumerable<StyledSpan> spans) => spans.Sum(span => Of(span.Text));

    /// <summary>Shortens text to a number of cells with an ellipsis.</summary>
    public static string Shorten(string text, int cells, bool inTheMiddle)
    {
        if (Of(text) <= cells)
            return text;
        var end = inTheMiddle ? TakeLast(text, (cells - 1) / 2) : "";
        return TakeFirst(text, cells - 1 - Of(end)) + Ellipsis + end;
    }

    /// <summary>The longest prefix of whole characters that fits.</summary>
    public static string TakeFirst(string text, int cells)
    {
        var (at, used) = (0, 0);
        while (at < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            used += Of(text.Substring(at, length));
            if (used > cells)
                break;
            at += length;
        }

        return text[..at];
    }

    private static string TakeLast(string text, int cells)
    {
        var (starts, from, used) = (StringInfo.ParseCombiningCharacters(text), text.Length, 0);
        for (var i = starts.Length - 1; i >= 0; i--)
        {
            used += Of(text[starts[i]..from]);
            if (used > cells)
                break;
            from = starts[i];
        }

        return text[from..];
    }
}
