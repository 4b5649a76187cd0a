using System.CommandLine;
using System.CommandLine.Parsing;
using Enrollment.Cli.Nightly.Watching;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.NightlyCycle;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.Nightly;

/// <summary><c>enrollctl nightly status</c></summary>
internal static class NightlyStatusCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit")
        {
            CustomParser = Values.Limit,
            Description = "How many runs, newest first.",
            DefaultValueFactory = _ => 10,
        };
        var failed = new Option<bool>("--failed") { Description = "Only runs with failures, with each failure and its reason." };
        var json = new Option<bool>("--json") { Description = "Print the runs as JSON." };
        var watch = new Option<bool>("--watch")
        {
            Description =
                "Follow the run that is under way to its end; exit code 1 if none begins, or if it fails for somebody. With --json one object a line.",
        };
        var wait = new Option<int>("--wait")
        {
            CustomParser = Values.Seconds,
            Description = "With --watch: how many seconds to wait for a run to begin.",
            DefaultValueFactory = _ => 10,
        };
        var command = new Command("status", "Shows the last runs of the night. Example: enrollctl nightly status --failed")
        {
            limit,
            failed,
            json,
            watch,
            wait,
        };
        command.Validators.Add(result => Check(result, watch, limit, failed, wait));
        command.SetAction(
            (result, cancellationToken) =>
                result.GetValue(watch)
                    ? WatchCommand.Run(TimeSpan.FromSeconds(result.GetValue(wait)), result.GetValue(json), cancellationToken)
                    : Run(result.GetValue(limit), result.GetValue(failed), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static void Check(CommandResult given, Option<bool> watch, Option<int> limit, Option<bool> failed, Option<int> wait)
    {
        if (!given.GetValue(watch) && IsGiven(wait))
            given.AddError("--wait belongs to --watch.");
        if (given.GetValue(watch) && (IsGiven(limit) || given.GetValue(failed)))
            given.AddError("--watch follows one run; --limit and --failed are for those that have ended.");

        bool IsGiven(Option option) => given.GetResult(option) is { Implicit: false };
    }

    private static async Task<int> Run(int limit, bool onlyFailed, bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(Uses.Database);
        await using var database = await Database.Open(settings, cancellationToken);
        await using var session = database.Store.QuerySession();
        var nights = new List<(NightView Night, IReadOnlyList<NightlyFailure> Failures)>();
        foreach (var night in await NightView.Latest(session, limit, onlyFailed, cancellationToken))
            nights.Add((night, night.Failed == 0 ? [] : await NightView.Failures(session, night.BusinessDate, cancellationToken)));
        if (json)
            Printer.Json(
                nights.Select(entry => new
                {
                    entry.Night.BusinessDate,
                    entry.Night.State,
                    entry.Night.StartedAt,
                    entry.Night.CompletedAt,
                    entry.Night.Batch,
                    entry.Night.Rollover,
                    Failures = entry.Failures.Select(failure => new
                    {
                        failure.LearnerId,
                        failure.Phase,
                        failure.Reason,
                    }),
                })
            );
        else
            Print(nights, onlyFailed, settings.Options.Zone);
        return 0;
    }

    private static void Print(List<(NightView Night, IReadOnlyList<NightlyFailure> Failures)> nights, bool onlyFailed, TimeZoneInfo zone)
    {
        if (nights.Count == 0)
        {
            Printer.Line(onlyFailed ? "No run had failures." : "No night was run yet.");
            return;
        }

        var table = new Table(
            Column.Word("night of"),
            Column.Word("phase"),
            Column.Count("planned"),
            Column.Count("applied"),
            Column.Count("unchanged"),
            Column.Count("failed"),
            Column.Word("started", matters: false),
            Column.Word("completed", matters: false)
        );
        foreach (var (night, _) in nights)
        {
            table.Add([
                Words.Date(night.BusinessDate),
                "batch",
                .. NightTable.Cells(night.Batch),
                Words.Instant(night.StartedAt, zone),
                night.CompletedAt is { } at ? Words.Instant(at, zone) : Phrase.Of(night.State, Style.Yellow),
            ]);
            table.Add(["", "rollover", .. NightTable.Cells(night.Rollover), "", ""]);
        }

        Printer.Show(table);
        foreach (var failure in nights.SelectMany(entry => onlyFailed ? entry.Failures : []))
            Printer.Line($"{Words.Date(failure.BusinessDate)}  {Words.Name(failure.Phase)}  {failure.LearnerId}: {failure.Reason}");
        if (!onlyFailed && nights.Any(entry => entry.Night.Failed > 0))
            Printer.Line(NightTable.WhomAndWhy);
    }
}
