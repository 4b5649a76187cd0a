using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Queries.Decisions;

namespace Enrollment.Cli.Decisions;

/// <summary><c>enrollctl exempt list</c></summary>
internal static class ExemptListCommand
{
    public static Command Create()
    {
        var activity = new Option<string?>("--activity")
        {
            CustomParser = OptionParsers.Id,
            Description = "Only exemptions from this activity.",
        };
        var endingWithin = new Option<int?>("--ending-within")
        {
            CustomParser = OptionParsers.Days,
            Description = "Only exemptions whose last day is at most so many days from today.",
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command(
            "list",
            "Lists the exemptions that are in force or to come. Example: enrollctl exempt list --activity fire-safety --ending-within 14"
        )
        {
            activity,
            endingWithin,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(result.GetValue(activity), result.GetValue(endingWithin), result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task RunAsync(string? activity, int? endingWithin, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        await using var session = database.Store.QuerySession();
        var today = database.Settings.Calendar.DateOf(await database.GetNowAsync(cancellationToken));
        var endingBy = endingWithin is { } days ? today.AddDays(days) : (DateOnly?)null;
        var exemptions = await ExemptionView.GetAsync(session, activity, today, endingBy, cancellationToken);
        if (json)
            Printer.WriteJson(exemptions);
        else
            Print(exemptions);
    }

    private static void Print(IReadOnlyList<ExemptionView> exemptions)
    {
        if (exemptions.Count == 0)
        {
            Printer.WriteLine("There are no such exemptions in force or to come.");
            return;
        }

        var table = new Table(
            Column.Id("id", minWidth: 14),
            Column.Id("learner"),
            Column.Id("activity"),
            Column.Fixed("from"),
            Column.Fixed("until"),
            Column.Fixed("state"),
            Column.Id("decided by", essential: false),
            Column.Text("reason", essential: false)
        );
        foreach (var exemption in exemptions)
            table.Add(
                exemption.ExemptionId,
                exemption.UserId,
                exemption.ActivityId,
                Format.Date(exemption.From),
                Format.Date(exemption.Until),
                exemption.IsInForce ? "in force" : "to come",
                exemption.DecidedBy,
                exemption.Reason
            );
        Printer.Write(table);
    }
}
