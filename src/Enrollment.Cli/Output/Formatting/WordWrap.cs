namespace Enrollment.Cli.Output.Formatting;

/// <summary>Wraps text at spaces. A word that is longer than a line is split.</summary>
internal static class WordWrap
{
    /// <param name="spans">The text.</param>
    /// <param name="width">The width of a line in cells.</param>
    /// <param name="maxLines">The maximum number of lines. Text that does not fit is replaced by an ellipsis.</param>
    public static IReadOnlyList<IReadOnlyList<StyledSpan>> Lines(IReadOnlyList<StyledSpan> spans, int width, int maxLines = int.MaxValue)
    {
        var lines = Lines(spans, width);
        if (lines.Count <= maxLines)
            return lines;
        var last = string.Concat(lines[maxLines - 1].Select(span => span.Text));
        return [.. lines.Take(maxLines - 1), [new StyledSpan(CellWidth.TakeFirst(last, width - 1) + "…", lines[maxLines - 1][0].Style)]];
    }

    private static List<List<StyledSpan>> Lines(IReadOnlyList<StyledSpan> spans, int width)
    {
        var (lines, line, used) = (new List<List<StyledSpan>>(), new List<StyledSpan>(), 0);
        foreach (var word in SplitWords(spans).SelectMany(word => SplitToWidth(word, width)))
        {
            var cells = CellWidth.Of(word);
            var isBlank = word is [{ Text: " " }];
            if (used + cells > width && used > 0)
            {
                lines.Add(line is [.., { Text: " " }] ? line[..^1] : line);
                (line, used) = ([], 0);
                if (isBlank)
                    continue;
            }

            line.AddRange(word);
            used += cells;
        }

        return [.. lines, line];
    }

    /// <summary>A space is a word of its own. A word can contain several styles.</summary>
    private static IEnumerable<List<StyledSpan>> SplitWords(IEnumerable<StyledSpan> spans)
    {
        var word = new List<StyledSpan>();
        foreach (var span in spans)
        {
            var parts = span.Text.Split(' ');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    yield return word;
                    yield return [new StyledSpan(" ", span.Style)];
                    word = [];
                }

                if (parts[i].Length > 0)
                    word.Add(new StyledSpan(parts[i], span.Style));
            }
        }

        yield return word;
    }

    private static IEnumerable<List<StyledSpan>> SplitToWidth(List<StyledSpan> word, int width)
    {
        if (CellWidth.Of(word) <= width)
            return [word];
        return word.SelectMany(span => SplitToWidth(span, width)).Select(part => new List<StyledSpan> { part });
    }

    private static IEnumerable<StyledSpan> SplitToWidth(StyledSpan span, int width)
    {
        for (var rest = span.Text; rest.Length > 0; )
        {
            var part = CellWidth.TakeFirst(rest, width);
            // A character that is wider than the whole line has to go somewhere.
            if (part.Length == 0)
                part = rest[..System.Globalization.StringInfo.GetNextTextElementLength(rest)];
            yield return span with
            {
                Text = part,
            };
            rest = rest[part.Length..];
        }
    }
}
