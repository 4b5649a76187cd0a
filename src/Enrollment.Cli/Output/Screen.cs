using Spectre.Console;

namespace Enrollment.Cli.Output;

/// <summary>Standard output and standard error as they are: a terminal of some width, or a file or a pipe.</summary>
internal static class Screen
{
    private const int WidthOfFiles = 160;
    private const int Narrowest = 40;

    private static readonly Lazy<bool> HasStyles = new(() =>
        IsTerminal && AnsiConsole.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors }
    );

    public static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>A file or a pipe has no width: its tables are as wide as the variable COLUMNS says, otherwise 160 cells.</summary>
    public static int Width => IsTerminal ? OfTerminal() : Said ?? WidthOfFiles;

    /// <summary>Whether a line that is too long is folded; in a file or a pipe a line stays a line unless a width was asked for.</summary>
    public static bool Folds => IsTerminal || Said is not null;

    /// <summary>Whether somebody sits in front of it.</summary>
    public static bool CanAsk => IsTerminal && !Console.IsInputRedirected;

    /// <summary>Only a clear yes is one.</summary>
    public static bool Ask(string question)
    {
        Console.Out.Write(question);
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    public static void Write(IEnumerable<Span> line) => WriteLine(string.Concat(line.Select(Styled)));

    public static void WriteLine(string line)
    {
        try
        {
            Console.Out.WriteLine(line);
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandFailed("Standard output is closed: nothing can be shown.");
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

    private static int? Said =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var said) && said >= Narrowest ? said : null;

    private static int OfTerminal()
    {
        try
        {
            return Math.Max(Console.WindowWidth, Narrowest);
        }
        catch (IOException)
        {
            return 80;
        }
    }

    private static string Styled(Span span) =>
        span.Style == Style.None || !HasStyles.Value ? span.Text : $"\e[{Code(span.Style)}m{span.Text}\e[0m";

    private static string Code(Style style) =>
        style switch
        {
            Style.Bold => "1",
            Style.Red => "91",
            Style.Green => "32",
            Style.Yellow => "93",
            Style.Blue => "94",
            Style.Olive => "33",
            _ => "90",
        };
}
