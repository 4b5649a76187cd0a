using System.Globalization;
using Spectre.Console;

namespace Enrollment.Benchmark.Results;

/// <summary>The figures for people.</summary>
internal static class ResultTable
{
    private const int WidthOfFiles = 160;

    public static void Show(Settings settings, IReadOnlyList<Figure> figures)
    {
        // A file or a pipe has no width; 80 columns would fold the table.
        if (Console.IsOutputRedirected)
            AnsiConsole.Console.Profile.Width = WidthOfFiles;
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in new[] { "figure", ">measured", ">against", ">ratio", ">spread", ">bar", ">aim", "verdict" })
            table.AddColumn(
                new TableColumn($"[bold]{column.TrimStart('>')}[/]")
                {
                    NoWrap = true,
                    Alignment = column[0] == '>' ? Justify.Right : Justify.Left,
                }
            );
        foreach (var figure in figures)
            table.AddRow([.. Cells(figure)]);
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(
            $"{settings.Learners:N0} people at the large size, once; "
                + $"{settings.Small:N0} at the small size, {Settings.Repetitions} times, median. {Environment.ProcessorCount} processors."
        );
        if (figures.Where(figure => figure.Verdict is Verdict.Missed).Select(figure => figure.Name).ToArray() is { Length: > 0 } missed)
            AnsiConsole.MarkupLine($"[red]Below the bar: {string.Join(", ", missed)}.[/]");
    }

    private static IEnumerable<string> Cells(Figure figure) =>
        [
            figure.Name,
            $"{Number(figure.Measured.Values.Median)} {figure.Unit}",
            figure.Against.Values.IsEmpty ? "–" : $"{Number(figure.Against.Values.Median)} {figure.Unit}",
            Number(figure.Ratio.Median),
            figure.Ratio.Values.Count == 1 ? "–" : $"{Number(figure.Ratio.Low)} … {Number(figure.Ratio.High)}",
            figure.Bar is { } bar ? $"{(figure.HigherIsBetter ? "≥" : "≤")} {bar.ToString(CultureInfo.InvariantCulture)}" : "–",
            figure.Aim?.ToString(CultureInfo.InvariantCulture) ?? "–",
            figure.Verdict switch
            {
                Verdict.Aim => "[green]aim met[/]",
                Verdict.Bar => "[yellow]bar met[/]",
                Verdict.None => "–",
                _ => "[red]missed[/]",
            },
        ];

    private static string Number(double value) =>
        value.ToString(
            value switch
            {
                >= 1_000 => "N0",
                >= 100 => "N1",
                >= 1 => "N2",
                _ => "N4",
            },
            CultureInfo.InvariantCulture
        );
}
