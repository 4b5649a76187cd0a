namespace Enrollment.Cli.Output.Tables;

/// <summary>How a column gives way when the screen is narrow.</summary>
internal enum Overflow
{
    /// <summary>Never: dates, counts, words of our own, ids of our own.</summary>
    None,

    /// <summary>By an ellipsis in the middle: of ids beginning and end tell most.</summary>
    Ellipsis,

    /// <summary>Into more lines.</summary>
    Wrap,
}

/// <summary>What a table has to know of a column to lay it out.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Overflow">How it gives way.</param>
/// <param name="MinWidth">The cells it keeps at least, where it may be cut and needs so many.</param>
/// <param name="IsEssential">It stays in its place; others move below their row, the last first, when there is no room.</param>
/// <param name="IsNumber">It is aligned to the right.</param>
internal sealed record Column(string Name, Overflow Overflow, int MinWidth, bool IsEssential, bool IsNumber)
{
    /// <summary>A date, an instant, a word such as a status.</summary>
    public static Column Fixed(string name, bool essential = true) => new(name, Overflow.None, 0, essential, IsNumber: false);

    public static Column Number(string name, bool essential = true) => new(name, Overflow.None, 0, essential, IsNumber: true);

    public static Column Id(string name, bool essential = true, int minWidth = 12) =>
        new(name, Overflow.Ellipsis, minWidth, essential, IsNumber: false);

    public static Column Text(string name, bool essential = true, int minWidth = 20) =>
        new(name, Overflow.Wrap, minWidth, essential, IsNumber: false);
}
