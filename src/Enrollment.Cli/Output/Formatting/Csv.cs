using Enrollment.Intake.Json;

namespace Enrollment.Cli.Output.Formatting;

/// <summary>Text for a spreadsheet.</summary>
internal static class Csv
{
    public static string Line(params string?[] cells) => string.Join(',', cells.Select(Cell));

    /// <summary>Escaped, and quoted where it has to be; what a spreadsheet would take for a formula is marked as text.</summary>
    private static string Cell(string? data)
    {
        var text = EscapedText.Of(data ?? "");
        var isFormula = text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal);
        return isFormula || text.AsSpan().ContainsAny(",\"")
            ? $"\"{(isFormula ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
