using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Queries;

namespace Enrollment.Cli.Enrollments;

/// <summary><c>enrollctl enrollments</c></summary>
internal static class EnrollmentsCommand
{
    private const int RowsForPeople = 50;

    public static Command Create()
    {
        var learner = new Option<string?>("--learner") { CustomParser = Values.Id, Description = "Only this learner's." };
        var activity = new Option<string?>("--activity") { CustomParser = Values.Id, Description = "Only this activity's." };
        var status = new Option<PeriodStatus?>("--status")
        {
            CustomParser = Values.OneOf<PeriodStatus>,
            Description = "Only with this status.",
        };
        var atOnce = new Option<DateOnly?>("--at-once")
        {
            CustomParser = Values.Date,
            Description = "Only those that a message began at once on this date, yyyy-MM-dd.",
        };
        var byNight = new Option<DateOnly?>("--by-night")
        {
            CustomParser = Values.Date,
            Description = "Only those that the night of this date began, yyyy-MM-dd.",
        };
        var limit = new Option<int?>("--limit")
        {
            CustomParser = Values.OptionalLimit,
            Description = $"At most so many; without it {RowsForPeople} in a table and all in JSON.",
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
                Run(
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

    private static async Task Run(EnrollmentFilter filter, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
        await using var session = database.Store.QuerySession();
        // One more than shown tells whether there are more.
        var limit = filter.Limit ?? (json ? null : RowsForPeople);
        var found = await EnrollmentView.Find(session, filter with { Limit = limit + 1 }, cancellationToken);
        var shown = found.Take(limit ?? int.MaxValue).ToArray();
        if (json)
            Printer.Json(shown);
        else
            Print(shown, hasMore: found.Count > shown.Length);
    }

    private static void Print(EnrollmentView[] enrollments, bool hasMore)
    {
        if (enrollments.Length == 0)
        {
            Printer.Line("No enrollment found.");
            return;
        }

        var table = new Table(
            Column.Id("activity"),
            Column.Id("learner"),
            Column.Word("status"),
            Column.Word("due"),
            Column.Word("enrolled on", matters: false),
            Column.Word("completed on", matters: false),
            Column.Word("overdue since", matters: false),
            Column.Word("requirement", matters: false),
            Column.Id("rule", matters: false)
        );
        foreach (var row in enrollments)
            table.Add(
                row.ActivityId,
                row.UserId,
                Words.Status(row.Status),
                Words.Date(row.Due),
                Words.Date(row.EnrolledOn),
                Words.Date(row.CompletedOn),
                Words.Date(row.OverdueSince),
                Words.Name(row.Requirement),
                $"{row.RuleId} v{row.RuleVersion}"
            );
        Printer.Show(table);
        if (hasMore)
            Printer.Line($"The first {enrollments.Length}; there are more (--limit).");
    }
}
