using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Storage.Operators;

namespace Enrollment.Cli.Audit;

/// <summary><c>enrollctl audit operators</c></summary>
internal static class OperatorsCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit")
        {
            CustomParser = OptionParsers.Limit,
            Description = "The number of entries to list, newest first.",
            DefaultValueFactory = _ => 50,
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command(
            "operators",
            "Lists the commands that changed something, with the operator and the reason. Example: enrollctl audit operators --limit 20"
        )
        {
            limit,
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var settings = Settings.Read(RequiredServers.Database);
                await using var database = await Database.OpenAsync(settings, cancellationToken);
                await using var session = database.Store.QuerySession();
                var acts = await OperatorActed.GetLatestAsync(session, result.GetValue(limit), cancellationToken);
                if (result.GetValue(json))
                    Printer.WriteJson(acts);
                else
                    Print(acts, settings.Options.Zone);
            }
        );
        return command;
    }

    private static void Print(IReadOnlyList<OperatorActed> acts, TimeZoneInfo zone)
    {
        if (acts.Count == 0)
        {
            Printer.WriteLine("No operator has changed anything.");
            return;
        }

        var table = new Table(Column.Fixed("when"), Column.Id("who"), Column.Text("command"), Column.Text("reason", minWidth: 14));
        foreach (var act in acts)
            table.Add(Format.Instant(act.At, zone), act.User, act.Command, Format.Text(act.Reason));
        Printer.Write(table);
    }
}
