using System.CommandLine;
using System.Diagnostics;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;

namespace Enrollment.Cli.Publish;

/// <summary><c>enrollctl publish FILE</c></summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            CustomParser = OptionParsers.Path,
            Description = """JSON lines, one {"type":"UserCreated","message":{…}} each. - reads standard input.""",
        };
        var json = new Option<bool>("--json") { Description = "Print the counts as JSON." };
        var command = new Command("publish", "Publishes facts. Example: enrollctl publish facts.jsonl")
        {
            file,
            OperatorLog.ReasonOption(),
            json,
        };
        command.SetAction(
            (result, cancellationToken) => RunAsync(result, result.GetValue(file)!, result.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, string file, bool json, CancellationToken cancellationToken)
    {
        var facts = await FactFile.ReadAsync(file, cancellationToken);
        await using var publisher = await FactPublisher.ConnectAsync(Settings.Read(RequiredServers.Broker).Options, cancellationToken);
        await RecordAsync(parsed, cancellationToken);
        var elapsed = Stopwatch.StartNew();
        await ProgressReporter.RunAsync(
            "Publishing",
            facts.Count,
            progress => publisher.PublishAsync(facts, sent => progress.Report(sent, $"{sent} of {facts.Count} facts"), cancellationToken)
        );
        var rate = facts.Count / Math.Max(elapsed.Elapsed.TotalSeconds, 0.001);
        if (json)
            Printer.WriteJson(
                new
                {
                    Published = facts.Count,
                    Seconds = Math.Round(elapsed.Elapsed.TotalSeconds, 3),
                    PerSecond = Math.Round(rate),
                }
            );
        else
            Printer.WriteLine(
                $"{Format.Count(facts.Count, "fact")} published and confirmed in {elapsed.Elapsed.TotalSeconds:F1} s ({rate:F0} "
                    + $"per second)."
            );
    }

    /// <summary>Publishing requires only the broker. Without the database setting the command is not recorded.</summary>
    private static async Task RecordAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("Enrollment__Postgres")))
        {
            Printer.WriteDiagnostic("The command is not recorded for auditors because Enrollment__Postgres is not set.");
            return;
        }

        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        await OperatorLog.RecordAsync(database, parsed, cancellationToken);
    }
}
