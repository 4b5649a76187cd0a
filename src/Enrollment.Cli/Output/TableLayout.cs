using Enrollment.Storage.Enrollments;

namespace Enrollment.Cli.Output;

/// <summary>Which columns stand beside each other and how wide, and which stand below their row.</summary>
internal sealed class TableLayout
{
    private readonly Dictionary<int, int> _widths = [];

    private TableLayout(IReadOnlyList<int> beside, IReadOnlyList<int> below) => (Beside, Below) = (beside, below);

    /// <summary>Places of columns.</summary>
    public IReadOnlyList<int> Beside { get; }

    public IReadOnlyList<int> Below { get; }

    /// <summary>Of the whole table.</summary>
    public int Width => Frame(Beside.Count) + _widths.Values.Sum();

    public int this[int column] => _widths[column];

    public static TableLayout Of(Table table, int room)
    {
        var natural = table.Columns.Select((column, place) => Natural(table, column, place)).ToArray();
        var least = table.Columns.Select((column, place) => Least(column, natural[place])).ToArray();
        var (beside, below) = (Enumerable.Range(0, natural.Length).ToList(), new List<int>());
        while (Needed() > room && beside.FindLastIndex(place => !table.Columns[place].Matters) is >= 0 and var last)
        {
            below.Insert(0, beside[last]);
            beside.RemoveAt(last);
        }

        var layout = new TableLayout(beside, below);
        foreach (var place in beside)
            layout._widths[place] = least[place];
        layout.Grow(natural, room);
        layout.Shrink(room);
        return layout;

        int Needed() => Frame(beside.Count) + beside.Sum(place => least[place]);
    }

    /// <summary>Bars, and a blank on both sides of each cell.</summary>
    private static int Frame(int columns) => (3 * columns) + 1;

    private static int Natural(Table table, Column column, int place) =>
        table.Rows.Select(row => TextCells.Count(row[place].Spans)).Append(column.Name.Length).Max();

    private static int Least(Column column, int natural) =>
        column.Cut == Cut.Never ? natural : Math.Min(natural, Math.Max(column.Least, column.Name.Length));

    /// <summary>What is left goes in equal parts to those that are cut.</summary>
    private void Grow(int[] natural, int room)
    {
        for (var isGrowing = true; isGrowing; )
        {
            isGrowing = false;
            foreach (var place in Beside.Where(place => _widths[place] < natural[place]))
            {
                if (Width >= room)
                    return;
                _widths[place]++;
                isGrowing = true;
            }
        }
    }

    /// <summary>On a screen so narrow that what matters has no room, the widest give way.</summary>
    private void Shrink(int room)
    {
        while (Width > room && _widths.Values.Max() > 1)
            _widths[_widths.MaxBy(column => column.Value).Key]--;
    }
}
