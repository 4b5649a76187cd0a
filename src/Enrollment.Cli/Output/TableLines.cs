using Enrollment.Storage.Enrollments;

namespace Enrollment.Cli.Output;

/// <summary>A table as lines that fit a width.</summary>
internal sealed class TableLines
{
    private const int MostLines = 6;
    private const int MostCellsBelow = 40;

    private readonly Table _table;
    private readonly TableLayout _layout;

    private TableLines(Table table, int room) => (_table, _layout) = (table, TableLayout.Of(table, room));

    public static IEnumerable<IReadOnlyList<Span>> Of(Table table, int room) => new TableLines(table, room).All();

    private IEnumerable<IReadOnlyList<Span>> All()
    {
        yield return Rule('╭', '┬', '╮');
        if (_table.Columns.Any(column => column.Name.Length > 0))
        {
            foreach (var line in Beside(place => Phrase.Of(_table.Columns[place].Name, Style.Bold)))
                yield return line;
            yield return Rule('├', '┼', '┤');
        }

        foreach (var line in _table.Rows.SelectMany(row => Beside(place => row[place]).Concat(Below(row))))
            yield return line;
        yield return Rule('╰', '┴', '╯');
    }

    private List<Span> Rule(char left, char between, char right) =>
        [new Span(left + string.Join(between, _layout.Beside.Select(place => new string('─', _layout[place] + 2))) + right, Style.None)];

    private IEnumerable<IReadOnlyList<Span>> Beside(Func<int, Phrase> cell)
    {
        var cells = _layout.Beside.Select(place => (Place: place, Lines: Lines(place, cell(place)))).ToArray();
        for (var line = 0; line < cells.Max(one => one.Lines.Count); line++)
            yield return
            [
                .. cells.SelectMany(one =>
                    Padded(line < one.Lines.Count ? one.Lines[line] : [], _layout[one.Place], _table.Columns[one.Place].IsNumber)
                ),
                new Span("│", Style.None),
            ];
    }

    private IReadOnlyList<IReadOnlyList<Span>> Lines(int place, Phrase cell)
    {
        var width = _layout[place];
        if (_table.Columns[place].Cut == Cut.IntoLines)
            return Wrapping.Lines(cell.Spans, width, MostLines);
        return TextCells.Count(cell.Spans) <= width
            ? [cell.Spans]
            :
            [
                [new Span(TextCells.Shorten(cell.ToString(), width, inTheMiddle: true), cell.Spans[0].Style)],
            ];
    }

    /// <summary>Names and values of the columns for which there was no room; what is empty is left out.</summary>
    private IEnumerable<IReadOnlyList<Span>> Below(IReadOnlyList<Phrase> row)
    {
        var said = _layout
            .Below.Where(place => !row[place].IsEmpty && row[place] != Words.Nothing)
            .Select(place => Phrase.Of($"{_table.Columns[place].Name}: {Short(place, row[place])}"))
            .ToArray();
        if (said.Length == 0)
            yield break;
        var width = _layout.Width - 4;
        foreach (var line in Wrapping.Lines(Phrase.Join(" · ", said).Spans, width - 2, MostLines))
            yield return [.. Padded([new Span("  ", Style.None), .. line], width, atTheRight: false), new Span("│", Style.None)];
    }

    private Phrase Short(int place, Phrase cell) =>
        _table.Columns[place].Cut == Cut.InTheMiddle && TextCells.Count(cell.Spans) > MostCellsBelow
            ? Phrase.OfShown(TextCells.Shorten(cell.ToString(), MostCellsBelow, inTheMiddle: true))
            : cell;

    private static IEnumerable<Span> Padded(IReadOnlyList<Span> line, int width, bool atTheRight)
    {
        var blanks = new Span(new string(' ', Math.Max(0, width - TextCells.Count(line))), Style.None);
        return [new Span("│ ", Style.None), .. atTheRight ? [blanks, .. line] : line.Append(blanks), new Span(" ", Style.None)];
    }
}
