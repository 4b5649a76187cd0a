using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Queries.Enrollments;
using Enrollment.Queries.Wording.Decisions;
using Enrollment.Queries.Wording.Periods;
using Enrollment.Queries.Wording.Rules;

namespace Enrollment.Cli.AsOf;

/// <summary><c>enrollctl show LEARNER [ACTIVITY]</c></summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var learner = new Argument<string>("LEARNER") { CustomParser = OptionParsers.Id, Description = "The learner's id." };
        var activity = new Argument<string?>("ACTIVITY")
        {
            CustomParser = OptionParsers.Id,
            Description = "Only this activity.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var asOfOptions = new AsOfOptions();
        var json = new Option<bool>("--json")
        {
            Description = "Print a JSON array of enrollments with all their periods. It is empty if there was none.",
        };
        var command = new Command(
            "show",
            "Shows a learner's enrollments as of a date. Without ACTIVITY, all of them are shown. Example: "
                + "enrollctl show u0042 fire-safety --as-of 2026-03-31 --known-at 2026-04-01T09:00"
        )
        {
            learner,
            activity,
            asOfOptions.AsOf,
            asOfOptions.KnownAt,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    result,
                    asOfOptions,
                    result.GetValue(learner)!,
                    result.GetValue(activity),
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(
        ParseResult given,
        AsOfOptions asOfOptions,
        string learner,
        string? activity,
        bool json,
        CancellationToken cancellationToken
    )
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        var asOf = await asOfOptions.ReadAsync(given, database, cancellationToken);
        await using var session = database.Store.QuerySession();
        var found = await EnrollmentAsOf.GetAsync(session, learner, activity, asOf, cancellationToken);
        if (json)
        {
            Printer.WriteJson(found);
            return;
        }

        var when = AsOfOptions.Describe(asOf, database.Settings.Calendar.Zone);
        if (found.Count == 0)
            Printer.WriteLine(Format.Sentence(EnrollmentText.WasNotEnrolled(Format.Id(learner), Format.Id(activity), when)));
        foreach (var enrollment in found)
            Print(enrollment, when);
    }

    private static void Print(EnrollmentAsOf then, string when)
    {
        var mark = then.OverdueSince is { } since ? $", {PeriodText.OverdueSince(since)}" : "";
        Printer.WriteLine("");
        Printer.WriteLine($"[bold]{then.ActivityId}[/] of [bold]{then.UserId}[/] {when}: {Format.Status(then.Periods[^1].Status)}{mark}");
        var sources = then.Sources.Select(source => (new RuleId(source.RuleId), source.Version, source.Groups));
        Printer.WriteLine($"matching: {(then.Exempt ? DecisionText.NoRule : RuleText.Matched([.. sources]))}");
        var table = new Table(
            Column.Fixed("enrolled on"),
            Column.Fixed("due"),
            Column.Fixed("status"),
            Column.Fixed("completed on"),
            Column.Fixed("ended on", essential: false),
            Column.Fixed("counts from", essential: false),
            Column.Fixed("requirement", essential: false),
            Column.Id("rule", essential: false)
        );
        foreach (var period in then.Periods)
            table.Add(
                Format.Date(period.EnrolledOn),
                Format.Date(period.Due),
                Format.Status(period.Status),
                Format.Date(period.CompletedOn),
                Format.Date(period.EndedOn),
                Format.Date(period.CountsFrom),
                Format.Name(period.Requirement),
                $"{period.RuleId} v{period.RuleVersion}"
            );
        Printer.Write(table);
    }
}
