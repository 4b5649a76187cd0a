using System.Globalization;
using Spectre.Console.Rendering;

namespace Enrollment.Cli.Output.Formatting;

/// <summary>How much room text takes on a terminal: ideographs and emoji two cells, combining marks none.</summary>
internal static class CellWidth
{
    private const string Ellipsis = "…";

    /// <summary>Of each character on its own: a terminal that joins some takes less.</summary>
    public static int Of(string text) =>
        System.Text.Ascii.IsValid(text) ? text.Length : text.EnumerateRunes().Sum(rune => new Segment(rune.ToString()).CellCount());

    public static int Of(IEnumerable<StyledSpan> spans) => spans.Sum(span => Of(span.Text));

    /// <summary>At most so many cells; where something is missing stands an ellipsis.</summary>
    public static string Shorten(string text, int cells, bool inTheMiddle)
    {
        if (Of(text) <= cells)
            return text;
        var end = inTheMiddle ? TakeLast(text, (cells - 1) / 2) : "";
        return TakeFirst(text, cells - 1 - Of(end)) + Ellipsis + end;
    }

    /// <summary>As many whole characters from the beginning as fit.</summary>
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
