namespace Enrollment.Cli.Output;

/// <summary>How a column gives way when the screen is narrow.</summary>
internal enum Cut
{
    /// <summary>Never: dates, counts, words of our own, ids of our own.</summary>
    Never,

    /// <summary>By an ellipsis in the middle: of ids beginning and end tell most.</summary>
    InTheMiddle,

    /// <summary>Into more lines.</summary>
    IntoLines,
}

/// <summary>What a table has to know of a column to lay it out.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Cut">How it gives way.</param>
/// <param name="Least">The cells it keeps at least, where it may be cut and needs so many.</param>
/// <param name="Matters">It stays in its place; others move below their row, the last first, when there is no room.</param>
/// <param name="IsNumber">It is aligned to the right.</param>
internal sealed record Column(string Name, Cut Cut, int Least, bool Matters, bool IsNumber)
{
    /// <summary>A date, an instant, a word such as a status.</summary>
    public static Column Word(string name, bool matters = true) => new(name, Cut.Never, 0, matters, IsNumber: false);

    public static Column Count(string name, bool matters = true) => new(name, Cut.Never, 0, matters, IsNumber: true);

    public static Column Id(string name, bool matters = true, int least = 12) =>
        new(name, Cut.InTheMiddle, least, matters, IsNumber: false);

    public static Column Text(string name, bool matters = true, int least = 20) =>
        new(name, Cut.IntoLines, least, matters, IsNumber: false);
}
