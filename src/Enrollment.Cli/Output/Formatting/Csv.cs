using Enrollment.Intake.Json;

namespace Enrollment.Cli.Output.Formatting;

/// <summary>Formats lines for a spreadsheet.</summary>
internal static class Csv
{
    public static string Line(params string?[] cells) => string.Join(',', cells.Select(Cell));

    /// <summary>Escapes and quotes a value. Values that a spreadsheet would treat as a formula are marked as text.</summary>
    private static string Cell(string? data)
    {
        var text = EscapedText.Of(data ?? "");
        var isFormula = text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal);
        return isFormula || text.AsSpan().ContainsAny(",\"")
            ? $"\"{(isFormula ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
