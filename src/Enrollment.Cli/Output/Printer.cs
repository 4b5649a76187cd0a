using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Intake.Json;

namespace Enrollment.Cli.Output;

/// <summary>Writes all output: text and tables for people, JSON and CSV for programs.</summary>
internal static class Printer
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions Compact = new(Indented) { WriteIndented = false };

    public static void WriteJson<T>(T value) => StandardStreams.WriteLine(EscapedJson.Of(JsonSerializer.Serialize(value, Indented)));

    /// <summary>For programs that read the output while the command runs.</summary>
    public static void WriteJsonLine<T>(T value) => StandardStreams.WriteLine(EscapedJson.Of(JsonSerializer.Serialize(value, Compact)));

    /// <summary>A line of comma-separated values (RFC 4180).</summary>
    public static void WriteCsvLine(params string?[] cells) => StandardStreams.WriteLine(Csv.Line(cells));

    public static void WriteLine(StyledText text)
    {
        if (StandardStreams.WrapsLines)
            Write(WordWrap.Lines(text.Spans, StandardStreams.Width));
        else
            StandardStreams.Write(text.Spans);
    }

    /// <summary>
    /// Text of several lines, such as the body of a message. It keeps its line breaks and is indented, so that it cannot imitate output
    /// of the command.
    /// </summary>
    public static void WriteIndented(string text)
    {
        foreach (var line in text.Split('\n'))
            WriteLine($"  {line.TrimEnd('\r')}");
    }

    public static void Write(Table table) => Write(TableLines.Of(table, StandardStreams.Width));

    public static void Write(DefinitionList listing) => Write(listing.Lines(StandardStreams.Width));

    /// <summary>Writes to standard error: errors, and messages that are not part of the result.</summary>
    public static void WriteDiagnostic(StyledText text) => StandardStreams.WriteError(text.ToString());

    private static void Write(IEnumerable<IReadOnlyList<StyledSpan>> lines)
    {
        foreach (var line in lines)
            StandardStreams.Write(line);
    }
}
