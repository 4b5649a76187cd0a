using Enrollment.Chaos.Faults;
using Enrollment.Chaos.Judging;
using Enrollment.Intake.Json;
using Spectre.Console;

namespace Enrollment.Chaos;

/// <summary>The seven counts, the faults by kind, the seed, and what was found.</summary>
internal static class Report
{
    private const int MaxFindings = 20;
    private const int WidthOfFiles = 160;

    public static void Write(
        Settings settings,
        Verdict verdict,
        IReadOnlyDictionary<string, int> injected,
        IReadOnlyDictionary<string, int> missed,
        long sendings,
        int announced,
        int starts,
        TimeSpan recovery
    )
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Console.Profile.Width = WidthOfFiles;
        AnsiConsole.Write(Faults(settings, injected, missed));
        AnsiConsole.Write(Counts(verdict));
        var outcomes = string.Join(
            ", ",
            verdict.Outcomes.OrderByDescending(entry => entry.Value).Select(entry => $"{entry.Value:N0} {entry.Key}")
        );
        var gaps = string.Join(
            ", ",
            verdict.WithoutConsumer.OrderByDescending(queue => queue.Value).Select(queue => $"{queue.Key} {queue.Value.TotalSeconds:0} s")
        );
        AnsiConsole.MarkupLine(
            $"Seed {settings.Seed}: {injected.Values.Sum():N0} faults and {missed.Values.Sum():N0} missed ones in {settings.Seconds} "
                + $"s, {sendings:N0} sendings, {announced:N0} announcements received, {starts} worker processes, at rest after "
                + $"{recovery.TotalSeconds:N0} s."
        );
        AnsiConsole.MarkupLine($"Of the confirmed: {outcomes}.");
        AnsiConsole.MarkupLine(
            $"{verdict.Hostile:N0} hostile messages that had to become dead letters were confirmed, {verdict.Evicted:N0} of them a "
                + $"flood's that made room. In the table: "
                + $"{string.Join(", ", verdict.DeadLetters.OrderBy(kind => kind.Key).Select(kind => $"{kind.Value:N0} {kind.Key}"))}."
        );
        AnsiConsole.MarkupLine($"Longest without a consumer: {gaps}.");
        AnsiConsole.MarkupLine(
            $"Of {verdict.Runs:N0} runs of the night {verdict.RunsCompared:N0} were compared with their segments' results; "
                + $"those of the others are removed for their age, or the run is not finished."
        );
        foreach (var (check, findings) in verdict.Findings)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{check}: {findings.Count:N0}[/]");
            foreach (var finding in findings.Take(MaxFindings))
                AnsiConsole.WriteLine($"  {finding}");
        }

        AnsiConsole.MarkupLine(verdict.Passed ? "[green]Nothing lost, nothing doubled.[/]" : "[red]Not as it must be.[/]");
    }

    private static Table Counts(Verdict verdict)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in new[] { "attempted", "confirmed", "applied", "lost", "duplicated", "unexpected", "recovered" })
            table.AddColumn(new TableColumn(name) { Alignment = Justify.Right });
        return table.AddRow(
            $"{verdict.Attempted:N0}",
            $"{verdict.Confirmed:N0}",
            $"{verdict.Applied:N0}",
            $"{verdict.Lost:N0}",
            $"{verdict.Duplicated:N0}",
            $"{verdict.Unexpected:N0}",
            $"{verdict.Recovered:N0}"
        );
    }

    private static Table Faults(Settings settings, IReadOnlyDictionary<string, int> injected, IReadOnlyDictionary<string, int> missed)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("fault")
            .AddColumn(new TableColumn("injected") { Alignment = Justify.Right })
            .AddColumn(new TableColumn("missed") { Alignment = Justify.Right });
        foreach (var fault in FaultCatalog.All.Where(fault => settings.Faults.Count == 0 || settings.Faults.Any(fault.Matches)))
            table.AddRow(
                fault.Name,
                fault.UnavailableReason(settings) is { } why ? $"skipped: {why}" : $"{injected.GetValueOrDefault(fault.Name):N0}",
                $"{missed.GetValueOrDefault(fault.Name):N0}"
            );
        return table;
    }
}
