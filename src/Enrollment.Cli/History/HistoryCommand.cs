using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Queries;
using Spectre.Console;

namespace Enrollment.Cli.History;

/// <summary><c>enrollctl history LEARNER [ACTIVITY]</c></summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("LEARNER") { Description = "The learner's id." };
        var activity = new Argument<string?>("ACTIVITY") { Description = "Only this activity.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print a JSON array of what happened." };
        var command = new Command("history", "Tells what happened to a learner's enrollments and why. Example: enrollctl history u0042 fire-safety") { learner, activity, json };
        command.SetAction((result, cancellation) => Run(result.GetValue(learner)!, result.GetValue(activity), result.GetValue(json), cancellation));
        return command;
    }

    private static async Task Run(string learner, string? activity, bool json, CancellationToken cancellation)
    {
        var settings = Settings.Read(Uses.Database);
        await using var database = await Database.Open(settings, cancellation);
        await using var session = database.Store.QuerySession();
        var history = await HistoryEntry.Of(session, learner, activity, cancellation);
        if (history.Count == 0)
            throw new CommandFailed($"{learner} was never enrolled{(activity is null ? "" : $" in {activity}")}.");
        if (json)
            Printer.Json(history);
        else
            foreach (var enrollment in history.GroupBy(entry => entry.ActivityId))
                Print(learner, [.. enrollment], settings.Options.Zone);
    }

    private static void Print(string learner, HistoryEntry[] history, TimeZoneInfo zone)
    {
        var status = history.LastOrDefault(entry => entry.Status is not null)?.Status;
        Printer.Line($"\n[bold]{Words.Text(history[0].ActivityId)}[/] of [bold]{Words.Text(learner)}[/]: {(status is { } now ? Words.Status(now) : "no period yet")}");
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) }).AddColumn();
        foreach (var entry in history)
        {
            grid.AddRow($"[bold]{Words.Date(entry.EffectiveOn)}[/]", Headline(entry));
            foreach (var why in entry.Why)
                grid.AddRow("", $"[grey]{Words.Text(why)}[/]");
            grid.AddRow("", $"[grey]{By(entry)}, recorded {Words.Instant(entry.RecordedAt, zone)}[/]");
        }

        Printer.Show(grid);
    }

    private static string Headline(HistoryEntry entry) => entry.Status is { } status
        ? $"{Mark(status)} {Words.Text(entry.What)}"
        : $"[grey]·[/] {Words.Text(entry.What)}";

    private static string Mark(PeriodStatus status) => Words.Status(status).Replace(Words.Name(status), "●", StringComparison.Ordinal);

    private static string By(HistoryEntry entry) => entry switch
    {
        { Run: { } night } => $"by the night of {Words.Date(night)}",
        { MessageId: { } message } => $"by the message {Words.Text(message)}",
        _ => "by nothing named",
    };
}
