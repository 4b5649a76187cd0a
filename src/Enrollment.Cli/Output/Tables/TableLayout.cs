using Enrollment.Cli.Output.Formatting;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Cli.Output.Tables;

/// <summary>Decides which columns are in the row, their widths, and which columns move below the row.</summary>
internal sealed class TableLayout
{
    private readonly Dictionary<int, int> _widths = [];

    private TableLayout(IReadOnlyList<int> inlineColumns, IReadOnlyList<int> stackedColumns) =>
        (InlineColumns, StackedColumns) = (inlineColumns, stackedColumns);

    /// <summary>Indexes of columns.</summary>
    public IReadOnlyList<int> InlineColumns { get; }

    public IReadOnlyList<int> StackedColumns { get; }

    /// <summary>The width of the whole table.</summary>
    public int Width => FrameWidth(InlineColumns.Count) + _widths.Values.Sum();

    public int this[int column] => _widths[column];

    public static TableLayout Of(Table table, int maxWidth)
    {
        var natural = table.Columns.Select((column, place) => NaturalWidth(table, column, place)).ToArray();
        var least = table.Columns.Select((column, place) => MinWidth(column, natural[place])).ToArray();
        var (beside, below) = (Enumerable.Range(0, natural.Length).ToList(), new List<int>());
        while (Needed() > maxWidth && beside.FindLastIndex(place => !table.Columns[place].IsEssential) is >= 0 and var last)
        {
            below.Insert(0, beside[last]);
            beside.RemoveAt(last);
        }

        var layout = new TableLayout(beside, below);
        foreach (var place in beside)
            layout._widths[place] = least[place];
        layout.Grow(natural, maxWidth);
        layout.Shrink(maxWidth);
        return layout;

        int Needed() => FrameWidth(beside.Count) + beside.Sum(place => least[place]);
    }

    /// <summary>The width of the borders and of the padding of each cell.</summary>
    private static int FrameWidth(int columns) => (3 * columns) + 1;

    private static int NaturalWidth(Table table, Column column, int place) =>
        table.Rows.Select(row => CellWidth.Of(row[place].Spans)).Append(column.Name.Length).Max();

    private static int MinWidth(Column column, int natural) =>
        column.Overflow == Overflow.None ? natural : Math.Min(natural, Math.Max(column.MinWidth, column.Name.Length));

    /// <summary>Distributes the remaining width equally among the shortened columns.</summary>
    private void Grow(int[] natural, int maxWidth)
    {
        for (var isGrowing = true; isGrowing; )
        {
            isGrowing = false;
            foreach (var place in InlineColumns.Where(place => _widths[place] < natural[place]))
            {
                if (Width >= maxWidth)
                    return;
                _widths[place]++;
                isGrowing = true;
            }
        }
    }

    /// <summary>If the essential columns do not fit, the widest become narrower.</summary>
    private void Shrink(int maxWidth)
    {
        while (Width > maxWidth && _widths.Values.Max() > 1)
            _widths[_widths.MaxBy(column => column.Value).Key]--;
    }
}
