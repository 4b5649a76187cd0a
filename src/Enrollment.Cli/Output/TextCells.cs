using System.Globalization;
using Spectre.Console.Rendering;

namespace Enrollment.Cli.Output;

/// <summary>How much room text takes on a terminal: ideographs and emoji two cells, combining marks none.</summary>
internal static class TextCells
{
    private const string Gap = "…";

    /// <summary>Of each character on its own: a terminal that joins some takes less.</summary>
    public static int Count(string text) =>
        System.Text.Ascii.IsValid(text) ? text.Length : text.EnumerateRunes().Sum(rune => new Segment(rune.ToString()).CellCount());

    public static int Count(IEnumerable<Span> spans) => spans.Sum(span => Count(span.Text));

    /// <summary>At most so many cells; where something is missing stands an ellipsis.</summary>
    public static string Shorten(string text, int cells, bool inTheMiddle)
    {
        if (Count(text) <= cells)
            return text;
        var end = inTheMiddle ? Last(text, (cells - 1) / 2) : "";
        return First(text, cells - 1 - Count(end)) + Gap + end;
    }

    /// <summary>As many whole characters from the beginning as fit.</summary>
    public static string First(string text, int cells)
    {
        var (at, used) = (0, 0);
        while (at < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            used += Count(text.Substring(at, length));
            if (used > cells)
                break;
            at += length;
        }

        return text[..at];
    }

    private static string Last(string text, int cells)
    {
        var (starts, from, used) = (StringInfo.ParseCombiningCharacters(text), text.Length, 0);
        for (var i = starts.Length - 1; i >= 0; i--)
        {
            used += Count(text[starts[i]..from]);
            if (used > cells)
                break;
            from = starts[i];
        }

        return text[from..];
    }
}
