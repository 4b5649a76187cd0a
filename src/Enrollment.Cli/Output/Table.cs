namespace Enrollment.Cli.Output;

/// <summary>Rows under headings.</summary>
internal sealed class Table(params Column[] columns)
{
    private readonly List<Phrase[]> _rows = [];

    public IReadOnlyList<Column> Columns => columns;

    public IReadOnlyList<IReadOnlyList<Phrase>> Rows => _rows;

    public void Add(params Phrase[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, columns.Length);
        _rows.Add(cells);
    }
}
