using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Enrollment.Cli.Output;

/// <summary>Results go to standard output: tables for people, JSON for machines.</summary>
internal static class Printer
{
    private const int WidthOfFiles = 160;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions OnOneLine = new(Indented) { WriteIndented = false };

    private static readonly Lazy<IAnsiConsole> Screen = new(Open);

    public static void Json<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, Indented));

    /// <summary>For programs that read a command while it runs.</summary>
    public static void JsonLine<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, OnOneLine));

    /// <summary>A terminal folds what is too long for it; in a file or a pipe a line stays a line.</summary>
    public static void Line(string markup)
    {
        if (Console.IsOutputRedirected)
            Console.WriteLine(Markup.Remove(markup));
        else
            Screen.Value.MarkupLine(markup);
    }

    public static void Show(Spectre.Console.Rendering.IRenderable content) => Screen.Value.Write(content);

    /// <summary>Columns named with a &gt; in front hold numbers.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
            table.AddColumn(new TableColumn($"[bold]{column.TrimStart('>')}[/]") { NoWrap = true, Alignment = column[0] == '>' ? Justify.Right : Justify.Left });
        return table;
    }

    // A file or a pipe has no width; 80 columns would fold every table.
    private static IAnsiConsole Open()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Console.Profile.Width = WidthOfFiles;
        return AnsiConsole.Console;
    }
}
