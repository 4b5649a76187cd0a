using System.CommandLine;
using System.Text.Json;
using Enrollment.Benchmark.Immediate;

namespace Enrollment.Benchmark;

/// <summary>The command line; <c>infra/bench.sh</c> gives the last two options.</summary>
internal static class BenchmarkCommand
{
    private const int FewestLearners = 20_000;

    private static readonly Option<int> Learners = new("--learners")
    {
        Description = "People at the large size; the small size is a tenth.",
        DefaultValueFactory = _ => 1_000_000,
    };
    private static readonly Option<string?> Json = new("--json") { Description = "File for the figures, as one flat object." };
    private static readonly Option<string?> Only = new("--only")
    {
        Description = $"Groups of figures: {string.Join(",", Settings.AllGroups)}.",
    };
    private static readonly Option<int> Busy = new("--busy")
    {
        Description = "Processes that take processor time while restarts are measured.",
    };
    private static readonly Option<string> Worker = new("--worker") { Description = "The worker's assembly.", Required = true };
    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "Folder for logs and intermediate files.",
        Required = true,
    };

    public static RootCommand Create()
    {
        Learners.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < FewestLearners)
                given.AddError($"--learners must be at least {FewestLearners}.");
        });
        Only.Validators.Add(given =>
        {
            if (Names(given.GetValueOrDefault<string?>()).Except(Settings.AllGroups).FirstOrDefault() is { } unknown)
                given.AddError($"'{unknown}' is none of {string.Join(", ", Settings.AllGroups)}.");
        });
        var root = new RootCommand("Measures the worker against what this machine can do at best.")
        {
            Learners,
            Json,
            Only,
            Busy,
            Worker,
            Folder,
        };
        root.SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
        root.Add(Reference());
        return root;
    }

    /// <summary>What the benchmark starts beside itself.</summary>
    private static Command Reference()
    {
        var command = new Command(ReferenceProcess.Argument) { Hidden = true };
        command.SetAction((_, _) => new ReferenceConsumer(JsonSerializer.Deserialize<ReferenceSettings>(Console.ReadLine()!)!).RunAsync());
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = new Settings(
            parsed.GetValue(Learners),
            Names(parsed.GetValue(Only)).ToHashSet(),
            parsed.GetRequiredValue(Worker),
            parsed.GetRequiredValue(Folder),
            parsed.GetValue(Busy)
        );
        return new BenchmarkRun(settings, cancellationToken).ExecuteAsync(parsed.GetValue(Json));
    }

    private static IReadOnlyList<string> Names(string? only) =>
        only is null ? Settings.AllGroups : only.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
