using Enrollment.Cli.Output.Formatting;

namespace Enrollment.Cli.Output.Tables;

/// <summary>Rows under headings.</summary>
internal sealed class Table(params Column[] columns)
{
    private readonly List<StyledText[]> _rows = [];

    public IReadOnlyList<Column> Columns => columns;

    public IReadOnlyList<IReadOnlyList<StyledText>> Rows => _rows;

    public void Add(params StyledText[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, columns.Length);
        _rows.Add(cells);
    }
}
