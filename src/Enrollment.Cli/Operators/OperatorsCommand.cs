using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.Operators;

namespace Enrollment.Cli.Operators;

/// <summary><c>enrollctl audit operators</c></summary>
internal static class OperatorsCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit")
        {
            CustomParser = Values.Limit,
            Description = "How many, newest first.",
            DefaultValueFactory = _ => 50,
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command(
            "operators",
            "Lists who changed something by a command, and why. Example: enrollctl audit operators --limit 20"
        )
        {
            limit,
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var settings = Settings.Read(Uses.Database);
                await using var database = await Database.Open(settings, cancellationToken);
                await using var session = database.Store.QuerySession();
                var acts = await OperatorActed.Latest(session, result.GetValue(limit), cancellationToken);
                if (result.GetValue(json))
                    Printer.Json(acts);
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
            Printer.Line("No operator has changed anything.");
            return;
        }

        var table = new Table(Column.Word("when"), Column.Id("who"), Column.Text("command"), Column.Text("reason", least: 14));
        foreach (var act in acts)
            table.Add(Words.Instant(act.At, zone), act.User, act.Command, Words.Text(act.Reason));
        Printer.Show(table);
    }
}
