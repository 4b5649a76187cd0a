namespace Enrollment.Cli.Output.Tables;

/// <summary>How a column becomes narrower.</summary>
internal enum Overflow
{
    /// <summary>Never shortened: dates, counts, fixed words, generated ids.</summary>
    None,

    /// <summary>An ellipsis in the middle, because the start and the end of an id identify it best.</summary>
    Ellipsis,

    /// <summary>Wraps into more lines.</summary>
    Wrap,
}

/// <summary>The layout properties of a column.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Overflow">How it becomes narrower.</param>
/// <param name="MinWidth">The minimum width in cells, for a column that can be shortened.</param>
/// <param name="IsEssential">Whether it always stays in the row. Other columns move below the row if the table is too wide.</param>
/// <param name="IsNumber">Whether it is aligned to the right.</param>
internal sealed record Column(string Name, Overflow Overflow, int MinWidth, bool IsEssential, bool IsNumber)
{
    /// <summary>A date, an instant, or a word such as a status.</summary>
    public static Column Fixed(string name, bool essential = true) => new(name, Overflow.None, 0, essential, IsNumber: false);

    public static Column Number(string name, bool essential = true) => new(name, Overflow.None, 0, essential, IsNumber: true);

    public static Column Id(string name, bool essential = true, int minWidth = 12) =>
        new(name, Overflow.Ellipsis, minWidth, essential, IsNumber: false);

    public static Column Text(string name, bool essential = true, int minWidth = 20) =>
        new(name, Overflow.Wrap, minWidth, essential, IsNumber: false);
}
