using System.CommandLine;
using System.Diagnostics;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;

namespace Enrollment.Cli.Publish;

/// <summary><c>enrollctl publish FILE</c></summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            CustomParser = Values.Path,
            Description = """JSON lines, one {"type":"UserCreated","message":{…}} each; - reads standard input.""",
        };
        var json = new Option<bool>("--json") { Description = "Print the counts as JSON." };
        var command = new Command("publish", "Sends facts to the broker. Example: enrollctl publish facts.jsonl")
        {
            file,
            Operator.Reason(),
            json,
        };
        command.SetAction((result, cancellationToken) => Run(result, result.GetValue(file)!, result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task Run(ParseResult parsed, string file, bool json, CancellationToken cancellationToken)
    {
        var facts = await FactFile.Read(file, cancellationToken);
        await using var publisher = await FactPublisher.Connect(Settings.Read(Uses.Broker).Options, cancellationToken);
        await Record(parsed, cancellationToken);
        var elapsed = Stopwatch.StartNew();
        await Work.Run(
            "Publishing",
            facts.Count,
            work => publisher.Publish(facts, sent => work.Report(sent, $"{sent} of {facts.Count} facts"), cancellationToken)
        );
        var rate = facts.Count / Math.Max(elapsed.Elapsed.TotalSeconds, 0.001);
        if (json)
            Printer.Json(
                new
                {
                    Published = facts.Count,
                    Seconds = Math.Round(elapsed.Elapsed.TotalSeconds, 3),
                    PerSecond = Math.Round(rate),
                }
            );
        else
            Printer.Line(
                $"{Words.Count(facts.Count, "fact")} published and confirmed in {elapsed.Elapsed.TotalSeconds:F1} s ({rate:F0} per second)."
            );
    }

    /// <summary>Who publishes needs only the broker; without the database's name there is no place to record it.</summary>
    private static async Task Record(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("Enrollment__Postgres")))
        {
            Printer.Note("Not recorded for auditors: Enrollment__Postgres is not set.");
            return;
        }

        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
        await Operator.Record(database, parsed, cancellationToken);
    }
}
