using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Servers;
using Enrollment.Processing.Auditing;

namespace Enrollment.Cli.ReadModels;

/// <summary><c>enrollctl models rebuild</c></summary>
internal static class ReadModelsCommand
{
    public static Command Create() => new("models", "Maintains the read models. Example: enrollctl models rebuild") { Rebuild() };

    private static Command Rebuild()
    {
        var reason = OperatorLog.ReasonOption();
        var json = new Option<bool>("--json") { Description = "Print the number of streams as JSON." };
        var command = new Command(
            "rebuild",
            "Rebuilds every read model from the streams. Workers can keep running. Example: "
                + "enrollctl models rebuild --reason \"row found by audit verify\""
        )
        {
            reason,
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
                await OperatorLog.RecordAsync(database, result, cancellationToken);
                var streams = 0L;
                await ProgressReporter.RunAsync(
                    "rebuilding",
                    1,
                    async progress =>
                        streams = await new ReadModelRebuilder(database.Store, database.Settings.Calendar, database.Clock.GetUtcNow())
                        {
                            Report = (done, all) => progress.Report((double)done / Math.Max(all, 1), $"{done:N0} of {all:N0} streams"),
                        }.RunAsync(cancellationToken)
                );
                if (result.GetValue(json))
                    Printer.WriteJson(new { Streams = streams });
                else
                    Printer.WriteLine($"Read models rebuilt from {Format.Count(streams, "stream")}.");
            }
        );
        return command;
    }
}
