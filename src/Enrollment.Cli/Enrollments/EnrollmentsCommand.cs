using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Enrollments;

namespace Enrollment.Cli.Enrollments;

/// <summary><c>enrollctl enrollments</c></summary>
internal static class EnrollmentsCommand
{
    private const int MaxRowsInTable = 50;

    public static Command Create()
    {
        var learner = new Option<string?>("--learner")
        {
            CustomParser = OptionParsers.Id,
            Description = "Only enrollments of this learner.",
        };
        var activity = new Option<string?>("--activity")
        {
            CustomParser = OptionParsers.Id,
            Description = "Only enrollments in this activity.",
        };
        var status = new Option<PeriodStatus?>("--status")
        {
            CustomParser = OptionParsers.OneOf<PeriodStatus>,
            Description = "Only enrollments with this status.",
        };
        var atOnce = new Option<DateOnly?>("--at-once")
        {
            CustomParser = OptionParsers.Date,
            Description = "Only enrollments that a message started immediately on this date, yyyy-MM-dd.",
        };
        var byNight = new Option<DateOnly?>("--by-night")
        {
            CustomParser = OptionParsers.Date,
            Description = "Only enrollments that the night of this date started, yyyy-MM-dd.",
        };
        var limit = new Option<int?>("--limit")
        {
            CustomParser = OptionParsers.OptionalLimit,
            Description = $"The number of rows to print. The default is {MaxRowsInTable} in a table and all in JSON.",
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command(
            "enrollments",
            "Lists enrollments with their latest period. Example: enrollctl enrollments --activity fire-safety --status overdue"
        )
        {
            learner,
            activity,
            status,
            atOnce,
            byNight,
            limit,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    new EnrollmentFilter
                    {
                        Learner = result.GetValue(learner),
                        Activity = result.GetValue(activity),
                        Status = result.GetValue(status),
                        EnrolledAtOnceOn = result.GetValue(atOnce),
                        EnrolledByNightOf = result.GetValue(byNight),
                        Limit = result.GetValue(limit),
                    },
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(EnrollmentFilter filter, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        await using var session = database.Store.QuerySession();
        // One more than shown tells whether there are more.
        var limit = filter.Limit ?? (json ? null : MaxRowsInTable);
        var found = await EnrollmentView.FindAsync(session, filter with { Limit = limit + 1 }, cancellationToken);
        var shown = found.Take(limit ?? int.MaxValue).ToArray();
        if (json)
            Printer.WriteJson(shown);
        else
            Print(shown, hasMore: found.Count > shown.Length);
    }

    private static void Print(EnrollmentView[] enrollments, bool hasMore)
    {
        if (enrollments.Length == 0)
        {
            Printer.WriteLine("There are no such enrollments.");
            return;
        }

        var table = new Table(
            Column.Id("activity"),
            Column.Id("learner"),
            Column.Fixed("status"),
            Column.Fixed("due"),
            Column.Fixed("enrolled on", essential: false),
            Column.Fixed("completed on", essential: false),
            Column.Fixed("overdue since", essential: false),
            Column.Fixed("requirement", essential: false),
            Column.Id("rule", essential: false)
        );
        foreach (var row in enrollments)
            table.Add(
                row.ActivityId,
                row.UserId,
                Format.Status(row.Status),
                Format.Date(row.Due),
                Format.Date(row.EnrolledOn),
                Format.Date(row.CompletedOn),
                Format.Date(row.OverdueSince),
                Format.Name(row.Requirement),
                $"{row.RuleId} v{row.RuleVersion}"
            );
        Printer.Write(table);
        if (hasMore)
            Printer.WriteLine($"The first {enrollments.Length} are shown. --limit shows more.");
    }
}
