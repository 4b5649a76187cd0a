using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Enrollment.Intake.Json;

namespace Enrollment.Cli.Output;

/// <summary>The one way to standard output and standard error: phrases and tables for people, JSON and CSV for machines.</summary>
internal static class Printer
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions OnOneLine = new(Indented) { WriteIndented = false };

    public static void Json<T>(T value) => Screen.WriteLine(EscapedJson.Of(JsonSerializer.Serialize(value, Indented)));

    /// <summary>For programs that read a command while it runs.</summary>
    public static void JsonLine<T>(T value) => Screen.WriteLine(EscapedJson.Of(JsonSerializer.Serialize(value, OnOneLine)));

    /// <summary>A line of comma-separated values (RFC 4180).</summary>
    public static void CsvLine(params string?[] cells) => Screen.WriteLine(Csv.Line(cells));

    public static void Line(Phrase phrase)
    {
        if (Screen.Folds)
            Show(Wrapping.Lines(phrase.Spans, Screen.Width));
        else
            Screen.Write(phrase.Spans);
    }

    /// <summary>
    /// Text of more than one line, such as the body of a message: its line breaks stay, and it is indented, so that it cannot pass for
    /// ours.
    /// </summary>
    public static void Lines(string text)
    {
        foreach (var line in text.Split('\n'))
            Line($"  {line.TrimEnd('\r')}");
    }

    public static void Show(Table table) => Show(TableLines.Of(table, Screen.Width));

    public static void Show(Listing listing) => Show(listing.Lines(Screen.Width));

    /// <summary>On standard error: what went wrong, and what is not the result.</summary>
    public static void Note(Phrase phrase) => Screen.WriteError(phrase.ToString());

    private static void Show(IEnumerable<IReadOnlyList<Span>> lines)
    {
        foreach (var line in lines)
            Screen.Write(line);
    }
}
