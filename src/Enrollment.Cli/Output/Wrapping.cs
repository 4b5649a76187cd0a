namespace Enrollment.Cli.Output;

/// <summary>Folds text at its blanks; a word that is longer than a line is broken.</summary>
internal static class Wrapping
{
    /// <param name="spans">The text.</param>
    /// <param name="width">Of a line, in cells.</param>
    /// <param name="most">What does not fit into so many lines is left out, with an ellipsis for it.</param>
    public static IReadOnlyList<IReadOnlyList<Span>> Lines(IReadOnlyList<Span> spans, int width, int most = int.MaxValue)
    {
        var lines = Lines(spans, width);
        if (lines.Count <= most)
            return lines;
        var last = string.Concat(lines[most - 1].Select(span => span.Text));
        return [.. lines.Take(most - 1), [new Span(TextCells.First(last, width - 1) + "…", lines[most - 1][0].Style)]];
    }

    private static List<List<Span>> Lines(IReadOnlyList<Span> spans, int width)
    {
        var (lines, line, used) = (new List<List<Span>>(), new List<Span>(), 0);
        foreach (var word in Words(spans).SelectMany(word => Pieces(word, width)))
        {
            var cells = TextCells.Count(word);
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

    /// <summary>Blanks are words of their own; a word may change its style inside.</summary>
    private static IEnumerable<List<Span>> Words(IEnumerable<Span> spans)
    {
        var word = new List<Span>();
        foreach (var span in spans)
        {
            var parts = span.Text.Split(' ');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    yield return word;
                    yield return [new Span(" ", span.Style)];
                    word = [];
                }

                if (parts[i].Length > 0)
                    word.Add(new Span(parts[i], span.Style));
            }
        }

        yield return word;
    }

    private static IEnumerable<List<Span>> Pieces(List<Span> word, int width)
    {
        if (TextCells.Count(word) <= width)
            return [word];
        return word.SelectMany(span => Pieces(span, width)).Select(piece => new List<Span> { piece });
    }

    private static IEnumerable<Span> Pieces(Span span, int width)
    {
        for (var rest = span.Text; rest.Length > 0; )
        {
            var piece = TextCells.First(rest, width);
            // A character that is wider than the whole line has to go somewhere.
            if (piece.Length == 0)
                piece = rest[..System.Globalization.StringInfo.GetNextTextElementLength(rest)];
            yield return span with
            {
                Text = piece,
            };
            rest = rest[piece.Length..];
        }
    }
}
