using Enrollment.Cli.Output.Formatting;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Cli.Output.Tables;

/// <summary>Renders a table as lines of a maximum width.</summary>
internal sealed class TableLines
{
    private const int MaxLines = 6;
    private const int MaxStackedWidth = 40;

    private readonly Table _table;
    private readonly TableLayout _layout;

    private TableLines(Table table, int maxWidth) => (_table, _layout) = (table, TableLayout.Of(table, maxWidth));

    public static IEnumerable<IReadOnlyList<StyledSpan>> Of(Table table, int maxWidth) => new TableLines(table, maxWidth).Render();

    private IEnumerable<IReadOnlyList<StyledSpan>> Render()
    {
        yield return Border('╭', '┬', '╮');
        if (_table.Columns.Any(column => column.Name.Length > 0))
        {
            foreach (var line in InlineLines(place => StyledText.Of(_table.Columns[place].Name, TextStyle.Bold)))
                yield return line;
            yield return Border('├', '┼', '┤');
        }

        foreach (var line in _table.Rows.SelectMany(row => InlineLines(place => row[place]).Concat(StackedLines(row))))
            yield return line;
        yield return Border('╰', '┴', '╯');
    }

    private List<StyledSpan> Border(char left, char between, char right) =>
        [
            new StyledSpan(
                left + string.Join(between, _layout.InlineColumns.Select(place => new string('─', _layout[place] + 2))) + right,
                TextStyle.None
            ),
        ];

    private IEnumerable<IReadOnlyList<StyledSpan>> InlineLines(Func<int, StyledText> cell)
    {
        var cells = _layout.InlineColumns.Select(place => (Place: place, Lines: CellLines(place, cell(place)))).ToArray();
        for (var line = 0; line < cells.Max(one => one.Lines.Count); line++)
            yield return
            [
                .. cells.SelectMany(one =>
                    Pad(line < one.Lines.Count ? one.Lines[line] : [], _layout[one.Place], _table.Columns[one.Place].IsNumber)
                ),
                new StyledSpan("│", TextStyle.None),
            ];
    }

    private IReadOnlyList<IReadOnlyList<StyledSpan>> CellLines(int place, StyledText cell)
    {
        var width = _layout[place];
        if (_table.Columns[place].Overflow == Overflow.Wrap)
            return WordWrap.Lines(cell.Spans, width, MaxLines);
        return CellWidth.Of(cell.Spans) <= width
            ? [cell.Spans]
            :
            [
                [new StyledSpan(CellWidth.Shorten(cell.ToString(), width, inTheMiddle: true), cell.Spans[0].Style)],
            ];
    }

    /// <summary>Names and values of the columns that do not fit into the row. Empty values are left out.</summary>
    private IEnumerable<IReadOnlyList<StyledSpan>> StackedLines(IReadOnlyList<StyledText> row)
    {
        var said = _layout
            .StackedColumns.Where(place => !row[place].IsEmpty && row[place] != Format.None)
            .Select(place => StyledText.Of($"{_table.Columns[place].Name}: {Shorten(place, row[place])}"))
            .ToArray();
        if (said.Length == 0)
            yield break;
        var width = _layout.Width - 4;
        foreach (var line in WordWrap.Lines(StyledText.Join(" · ", said).Spans, width - 2, MaxLines))
            yield return
            [
                .. Pad([new StyledSpan("  ", TextStyle.None), .. line], width, alignRight: false),
                new StyledSpan("│", TextStyle.None),
            ];
    }

    private StyledText Shorten(int place, StyledText cell) =>
        _table.Columns[place].Overflow == Overflow.Ellipsis && CellWidth.Of(cell.Spans) > MaxStackedWidth
            ? StyledText.OfEscaped(CellWidth.Shorten(cell.ToString(), MaxStackedWidth, inTheMiddle: true))
            : cell;

    private static IEnumerable<StyledSpan> Pad(IReadOnlyList<StyledSpan> line, int width, bool alignRight)
    {
        StyledSpan blanks = new StyledSpan(new string(' ', Math.Max(0, width - CellWidth.Of(line))), TextStyle.None);
        return
        [
            new StyledSpan("│ ", TextStyle.None),
            .. alignRight ? [blanks, .. line] : line.Append(blanks),
            new StyledSpan(" ", TextStyle.None),
        ];
    }
}
