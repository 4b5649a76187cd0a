using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.NightlyCycle;
using Enrollment.Worker.Queries;
using Spectre.Console;

namespace Enrollment.Cli.Nightly;

/// <summary><c>enrollctl nightly status</c></summary>
internal static class NightlyStatusCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit") { Description = "How many runs, newest first.", DefaultValueFactory = _ => 10 };
        var failed = new Option<bool>("--failed") { Description = "Only runs with failures, with each failure and its reason." };
        var json = new Option<bool>("--json") { Description = "Print the runs as JSON." };
        var command = new Command("status", "Shows the last runs of the night. Example: enrollctl nightly status --failed") { limit, failed, json };
        command.SetAction((result, cancellation) => Run(result.GetValue(limit), result.GetValue(failed), result.GetValue(json), cancellation));
        return command;
    }

    private static async Task Run(int limit, bool onlyFailed, bool json, CancellationToken cancellation)
    {
        var settings = Settings.Read(Uses.Database);
        await using var database = await Database.Open(settings, cancellation);
        await using var session = database.Store.QuerySession();
        var nights = new List<(NightView Night, IReadOnlyList<NightlyFailure> Failures)>();
        foreach (var night in await NightView.Latest(session, limit, onlyFailed, cancellation))
            nights.Add((night, night.Failed == 0 ? [] : await NightView.Failures(session, night.BusinessDate, cancellation)));
        if (json)
            Printer.Json(nights.Select(entry => new { entry.Night.BusinessDate, entry.Night.State, entry.Night.StartedAt, entry.Night.CompletedAt, entry.Night.Batch, entry.Night.Rollover, Failures = entry.Failures.Select(failure => new { failure.LearnerId, failure.Reason }) }));
        else
            Print(nights, onlyFailed, settings.Options.Zone);
    }

    private static void Print(List<(NightView Night, IReadOnlyList<NightlyFailure> Failures)> nights, bool onlyFailed, TimeZoneInfo zone)
    {
        if (nights.Count == 0)
        {
            Printer.Line(onlyFailed ? "No run had failures." : "No night was run yet.");
            return;
        }

        var table = Printer.Table("night of", "started", "completed", ">batch: planned", ">applied", ">unchanged", ">failed", ">rollover: planned", ">applied", ">unchanged", ">failed");
        foreach (var (night, _) in nights)
            table.AddRow([Words.Date(night.BusinessDate), Words.Instant(night.StartedAt, zone),
                night.CompletedAt is null ? $"[yellow]{night.State}[/]" : Words.Instant(night.CompletedAt, zone), .. Counts(night.Batch), .. Counts(night.Rollover)]);
        Printer.Show(table);
        foreach (var failure in nights.SelectMany(entry => onlyFailed ? entry.Failures : []))
            Printer.Line($"{Words.Date(failure.BusinessDate)}  {Words.Text(failure.LearnerId)}: {Words.Text(failure.Reason)}");
        if (!onlyFailed && nights.Any(entry => entry.Night.Failed > 0))
            Printer.Line("Whom the nights failed for, and why: enrollctl nightly status --failed");
    }

    private static string[] Counts(SegmentCounts counts) =>
        [Words.Count(counts.Planned), Words.Count(counts.Applied), Words.Count(counts.Unchanged), Words.Alarming(counts.Failed)];
}
