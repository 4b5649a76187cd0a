using System.CommandLine;
using System.Diagnostics;
using Enrollment.Cli.Clock;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Nightly;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Publish;
using Enrollment.Cli.Servers;
using Enrollment.Storage.Clock;

namespace Enrollment.Cli.Replay;

/// <summary><c>enrollctl replay FILE</c></summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            CustomParser = OptionParsers.Path,
            Description = "JSON lines as for enrollctl publish, in any order.",
        };
        var until = new Option<DateOnly?>("--until")
        {
            CustomParser = OptionParsers.Date,
            Description = "The last business date, yyyy-MM-dd. Later facts are ignored. The default is today.",
        };
        var worker = new Option<Uri?>("--worker")
        {
            CustomParser = OptionParsers.Url,
            Description = "The worker's address. The default is the first of ASPNETCORE_URLS.",
        };
        var real = new Option<bool>("--then-real-clock")
        {
            Description = "Return to the real time at the end. Otherwise the clock keeps standing still.",
        };
        var json = new Option<bool>("--json") { Description = "Print the counts as JSON." };
        var command = new Command(
            "replay",
            "Publishes facts and runs the nights between them on the demonstration clock, for demonstrations. Example: "
                + "enrollctl replay facts.jsonl --until 2026-06-30"
        )
        {
            file,
            until,
            worker,
            real,
            OperatorLog.ReasonOption(),
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    new Request(
                        result.GetValue(file)!,
                        result.GetValue(until),
                        result.GetValue(worker),
                        result.GetValue(real),
                        result.GetValue(json),
                        result
                    ),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(Request request, CancellationToken cancellationToken)
    {
        var settings = DemonstrationSettings.Read(RequiredServers.Both);
        var steps = await PlanAsync(request, settings, cancellationToken);
        await using var database = await Database.OpenAsync(settings, cancellationToken);
        await OperatorLog.RecordAsync(database, request.Parsed, cancellationToken);
        await using var publisher = await FactPublisher.ConnectAsync(settings.Options, cancellationToken);
        await using var nights = await NightlyRunClient.ConnectAsync(settings.Options, database.Store, cancellationToken);
        using var worker = new WorkerMetrics(request.Worker ?? DefaultWorkerAddress(), settings.Options.MetricsEndpoint);
        var replayer = new Replayer(database, publisher, nights, worker);
        var elapsed = Stopwatch.StartNew();
        await ProgressReporter.RunAsync("Replaying", steps.Count, progress => replayer.PlayAsync(steps, progress, cancellationToken));
        if (request.ThenRealClock)
            await ClockSetting.ClearAsync(database.Store, cancellationToken);
        Print(request, replayer, elapsed.Elapsed);
    }

    private static async Task<IReadOnlyList<ReplayStep>> PlanAsync(Request request, Settings settings, CancellationToken cancellationToken)
    {
        var lastNight = request.Until ?? settings.Calendar.LatestDue(DateTimeOffset.UtcNow);
        var lastDate = request.Until ?? settings.Calendar.DateOf(DateTimeOffset.UtcNow);
        var facts = await FactFile.ReadAsync(request.File, cancellationToken);
        if (facts.FirstOrDefault(fact => fact.OccurredAt is null) is { } timeless)
            throw new CommandFailedException(
                $"{request.File}:{timeless.Number}: has no occurredAt, so its time is not known. Nothing was sent."
            );
        var wanted = facts.Where(fact => settings.Calendar.DateOf(fact.OccurredAt!.Value) <= lastDate).ToArray();
        return wanted.Length > 0
            ? ReplayStep.Plan(wanted, settings.Calendar, lastNight)
            : throw new CommandFailedException($"{request.File} has no fact up to {lastDate:yyyy-MM-dd}.");
    }

    private static Uri DefaultWorkerAddress()
    {
        var first = Environment.GetEnvironmentVariable("ASPNETCORE_URLS")?.Split(';')[0];
        return Uri.TryCreate(first, UriKind.Absolute, out var url) ? url : new Uri("http://127.0.0.1:5000");
    }

    private static void Print(Request request, Replayer replayer, TimeSpan elapsed)
    {
        if (request.Json)
            Printer.WriteJson(
                new
                {
                    Facts = replayer.FactsPublished,
                    Nights = replayer.NightsRun,
                    Seconds = Math.Round(elapsed.TotalSeconds, 1),
                }
            );
        else
            Printer.WriteLine(
                $"{Format.Count(replayer.FactsPublished, "fact")} and {Format.Count(replayer.NightsRun, "night")} in "
                    + $"{elapsed.TotalSeconds:F0} s."
            );
    }

    private sealed record Request(string File, DateOnly? Until, Uri? Worker, bool ThenRealClock, bool Json, ParseResult Parsed);
}
