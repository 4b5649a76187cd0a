using Enrollment.Cli.Output.Formatting;
using Spectre.Console;

namespace Enrollment.Cli.Output;

/// <summary>Standard output and standard error as they are: a terminal of some width, or a file or a pipe.</summary>
internal static class StandardStreams
{
    private const int DefaultWidth = 160;
    private const int MinWidth = 40;

    private static readonly Lazy<bool> HasStyles = new(() =>
        IsTerminal && AnsiConsole.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors }
    );

    public static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>A file or a pipe has no width: its tables are as wide as the variable COLUMNS says, otherwise 160 cells.</summary>
    public static int Width => IsTerminal ? TerminalWidth() : RequestedWidth ?? DefaultWidth;

    /// <summary>Whether a line that is too long is folded; in a file or a pipe a line stays a line unless a width was asked for.</summary>
    public static bool WrapsLines => IsTerminal || RequestedWidth is not null;

    /// <summary>Whether somebody sits in front of it.</summary>
    public static bool IsInteractive => IsTerminal && !Console.IsInputRedirected;

    /// <summary>Only a clear yes is one.</summary>
    public static bool Confirm(string question)
    {
        Console.Out.Write(question);
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    public static void Write(IEnumerable<StyledSpan> line) => WriteLine(string.Concat(line.Select(AddStyle)));

    public static void WriteLine(string line)
    {
        try
        {
            Console.Out.WriteLine(line);
        }
        catch (UnauthorizedAccessException closed)
        {
            throw new IOException("Standard output is closed: nothing can be shown.", closed);
        }
    }

    /// <summary>What cannot be said because standard error is closed or full must not hide what happened.</summary>
    public static void WriteError(string line)
    {
        try
        {
            Console.Error.WriteLine(line);
        }
        catch (Exception unheard) when (unheard is IOException or UnauthorizedAccessException) { }
    }

    private static int? RequestedWidth =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var said) && said >= MinWidth ? said : null;

    private static int TerminalWidth()
    {
        try
        {
            return Math.Max(Console.WindowWidth, MinWidth);
        }
        catch (IOException)
        {
            return 80;
        }
    }

    private static string AddStyle(StyledSpan span) =>
        span.Style == TextStyle.None || !HasStyles.Value ? span.Text : $"\e[{AnsiCode(span.Style)}m{span.Text}\e[0m";

    private static string AnsiCode(TextStyle style) =>
        style switch
        {
            TextStyle.Bold => "1",
            TextStyle.Red => "91",
            TextStyle.Green => "32",
            TextStyle.Yellow => "93",
            TextStyle.Blue => "94",
            TextStyle.Olive => "33",
            _ => "90",
        };
}
