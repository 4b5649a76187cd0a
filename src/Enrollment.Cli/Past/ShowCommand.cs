using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.Past;

/// <summary><c>enrollctl show LEARNER [ACTIVITY]</c></summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("LEARNER") { CustomParser = Values.Id, Description = "The learner's id." };
        var activity = new Argument<string?>("ACTIVITY")
        {
            CustomParser = Values.Id,
            Description = "Only this activity.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var past = new PastOptions();
        var json = new Option<bool>("--json")
        {
            Description = "Print a JSON array of enrollments, each with all its periods; empty when there was none.",
        };
        var command = new Command(
            "show",
            "Shows how a learner's enrollments stood on a date; without ACTIVITY, all of them. Example: enrollctl show u0042 fire-safety --as-of 2026-03-31 --known-at 2026-04-01T09:00"
        )
        {
            learner,
            activity,
            past.AsOf,
            past.KnownAt,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                Run(result, past, result.GetValue(learner)!, result.GetValue(activity), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task Run(
        ParseResult given,
        PastOptions past,
        string learner,
        string? activity,
        bool json,
        CancellationToken cancellationToken
    )
    {
        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
        var moment = await past.Of(given, database, cancellationToken);
        await using var session = database.Store.QuerySession();
        var found = await EnrollmentThen.Of(session, learner, activity, moment, cancellationToken);
        if (json)
        {
            Printer.Json(found);
            return;
        }

        var when = PastOptions.InWords(moment, database.Settings.Calendar.Zone);
        if (found.Count == 0)
            Printer.Line(
                $"{learner} was not enrolled{(activity is null ? Phrase.None : Phrase.Of($" in {activity}"))} {when}. Why not: enrollctl explain {learner} {activity ?? "ACTIVITY"}"
            );
        foreach (var enrollment in found)
            Print(enrollment, when);
    }

    private static void Print(EnrollmentThen then, string when)
    {
        var mark = then.OverdueSince is { } since ? $", overdue since {Words.Date(since)}" : "";
        Printer.Line("");
        Printer.Line($"[bold]{then.ActivityId}[/] of [bold]{then.UserId}[/] {when}: {Words.Status(then.Periods[^1].Status)}{mark}");
        Printer.Line($"matching: {Sources(then)}");
        var table = new Table(
            Column.Word("enrolled on"),
            Column.Word("due"),
            Column.Word("status"),
            Column.Word("completed on"),
            Column.Word("ended on", matters: false),
            Column.Word("counts from", matters: false),
            Column.Word("requirement", matters: false),
            Column.Id("rule", matters: false)
        );
        foreach (var period in then.Periods)
            table.Add(
                Words.Date(period.EnrolledOn),
                Words.Date(period.Due),
                Words.Status(period.Status),
                Words.Date(period.CompletedOn),
                Words.Date(period.EndedOn),
                Words.Date(period.CountsFrom),
                Words.Name(period.Requirement),
                $"{period.RuleId} v{period.RuleVersion}"
            );
        Printer.Show(table);
    }

    private static string Sources(EnrollmentThen then) =>
        then.Sources.Count == 0
            ? "no rule"
            : string.Join(
                "; ",
                then.Sources.Select(source =>
                    $"{source.RuleId} v{source.Version} {(source.Groups is null ? "(entire company)" : $"(member of {string.Join(", ", source.Groups)})")}"
                )
            );
}
