namespace Enrollment.Cli.Output;

/// <summary>Text for a spreadsheet.</summary>
internal static class Csv
{
    /// <summary>Quoted where it has to be; what a spreadsheet would take for a formula is marked as text.</summary>
    public static string Cell(string? text)
    {
        var isFormula = text is { Length: > 0 } && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal);
        return isFormula || text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{(isFormula ? "'" : "")}{text!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text ?? "";
    }
}
