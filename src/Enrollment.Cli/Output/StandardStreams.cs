using Enrollment.Cli.Output.Formatting;
using Spectre.Console;

namespace Enrollment.Cli.Output;

/// <summary>Standard output and standard error: a terminal with a width, a file or a pipe.</summary>
internal static class StandardStreams
{
    private const int DefaultWidth = 160;
    private const int MinWidth = 40;

    private static readonly Lazy<bool> HasStyles = new(() =>
        IsTerminal && AnsiConsole.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors }
    );

    public static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>Files and pipes have no width: tables use the variable COLUMNS or 160 cells.</summary>
    public static int Width => IsTerminal ? TerminalWidth() : RequestedWidth ?? DefaultWidth;

    /// <summary>Whether long lines are wrapped. In a file or a pipe they are wrapped only if a width is set.</summary>
    public static bool WrapsLines => IsTerminal || RequestedWidth is not null;

    /// <summary>Whether a user can answer a question.</summary>
    public static bool IsInteractive => IsTerminal && !Console.IsInputRedirected;

    /// <summary>Only an explicit yes counts.</summary>
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

    /// <summary>Ignores a closed or full standard error, so that it does not hide the original error.</summary>
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
