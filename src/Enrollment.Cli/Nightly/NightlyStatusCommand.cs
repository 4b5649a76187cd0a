using System.CommandLine;
using System.CommandLine.Parsing;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Queries.Nights;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly;

/// <summary><c>enrollctl nightly status</c></summary>
internal static class NightlyStatusCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit")
        {
            CustomParser = OptionParsers.Limit,
            Description = "The number of runs to list, newest first.",
            DefaultValueFactory = _ => 10,
        };
        var failed = new Option<bool>("--failed") { Description = "Only runs with failures, and each failure with its reason." };
        var json = new Option<bool>("--json") { Description = "Print the runs as JSON." };
        var watch = new Option<bool>("--watch")
        {
            Description =
                "Follow the current run until it is finished. The exit code is 1 if no run starts or if it has failures. "
                + "With --json, print one object per line.",
        };
        var wait = new Option<int>("--wait")
        {
            CustomParser = OptionParsers.Seconds,
            Description = "With --watch, the number of seconds to wait for a run to start.",
            DefaultValueFactory = _ => 10,
        };
        var command = new Command("status", "Lists the latest nightly runs. Example: enrollctl nightly status --failed")
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
                    ? NightlyWatchCommand.RunAsync(TimeSpan.FromSeconds(result.GetValue(wait)), result.GetValue(json), cancellationToken)
                    : RunAsync(result.GetValue(limit), result.GetValue(failed), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static void Check(CommandResult given, Option<bool> watch, Option<int> limit, Option<bool> failed, Option<int> wait)
    {
        if (!given.GetValue(watch) && IsGiven(wait))
            given.AddError("--wait requires --watch.");
        if (given.GetValue(watch) && (IsGiven(limit) || given.GetValue(failed)))
            given.AddError("--watch follows one run. --limit and --failed apply to finished runs.");

        bool IsGiven(Option option) => given.GetResult(option) is { Implicit: false };
    }

    private static async Task<int> RunAsync(int limit, bool onlyFailed, bool json, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(RequiredServers.Database);
        await using var database = await Database.OpenAsync(settings, cancellationToken);
        await using var session = database.Store.QuerySession();
        var nights = new List<(NightView Night, IReadOnlyList<NightlyFailure> Failures)>();
        foreach (var night in await NightView.GetLatestAsync(session, limit, onlyFailed, cancellationToken))
            nights.Add((night, night.Failed == 0 ? [] : await NightView.GetFailuresAsync(session, night.BusinessDate, cancellationToken)));
        if (json)
            Printer.WriteJson(
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
            Printer.WriteLine(onlyFailed ? NightText.NoFailures : NightText.NoneYet);
            return;
        }

        var table = new Table(
            Column.Fixed("night of"),
            Column.Fixed("phase"),
            Column.Number("planned"),
            Column.Number("applied"),
            Column.Number("unchanged"),
            Column.Number("failed"),
            Column.Fixed("started", essential: false),
            Column.Fixed("completed", essential: false)
        );
        foreach (var (night, _) in nights)
        {
            table.Add([
                Format.Date(night.BusinessDate),
                NightText.Of(NightlyPhase.Batch),
                .. NightlyRunTable.Cells(night.Batch),
                Format.Instant(night.StartedAt, zone),
                night.CompletedAt is { } at ? Format.Instant(at, zone) : StyledText.Of(NightText.State(night.State), TextStyle.Yellow),
            ]);
            table.Add(["", NightText.Of(NightlyPhase.Rollover), .. NightlyRunTable.Cells(night.Rollover), "", ""]);
        }

        Printer.Write(table);
        foreach (var failure in nights.SelectMany(entry => onlyFailed ? entry.Failures : []))
            Printer.WriteLine($"{Format.Date(failure.BusinessDate)}  {NightText.Of(failure.Phase)}  {failure.LearnerId}: {failure.Reason}");
        if (!onlyFailed && nights.Any(entry => entry.Night.Failed > 0))
            Printer.WriteLine(NightText.FailureHint);
    }
}
