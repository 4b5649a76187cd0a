namespace Enrollment.Cli.Output;

/// <summary>Names or dates at the left, and what belongs to them beside, without a frame.</summary>
internal sealed class Listing(int indentation = 0)
{
    private readonly List<(Phrase Name, Phrase Text)> _rows = [];

    public void Add(Phrase name, Phrase text) => _rows.Add((name, text));

    public IEnumerable<IReadOnlyList<Span>> Lines(int room)
    {
        var width = _rows.Select(row => TextCells.Count(row.Name.Spans)).DefaultIfEmpty().Max() + 2;
        var indented = new Span(new string(' ', indentation), Style.None);
        foreach (var (name, text) in _rows)
        {
            var blanks = new Span(new string(' ', width - TextCells.Count(name.Spans)), Style.None);
            IReadOnlyList<Span> first = [indented, .. name.Spans, blanks];
            foreach (var line in Wrapping.Lines(text.Spans, Math.Max(20, room - width - indentation)))
            {
                yield return [.. first, .. line];
                first = [new Span(new string(' ', indentation + width), Style.None)];
            }
        }
    }
}
