using System.CommandLine;
using Enrollment.Chaos.Faults;

namespace Enrollment.Chaos;

/// <summary>The command line; <c>infra/chaos.sh</c> gives the options below the first three.</summary>
internal static class ChaosCommand
{
    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long faults are injected.",
        DefaultValueFactory = _ => 300,
    };
    private static readonly Option<int?> Seed = new("--seed")
    {
        Description = "Gives the faults and their order; a random one is printed.",
    };
    private static readonly Option<string?> Faults = new("--faults") { Description = "Names or groups of faults, with commas between." };
    private static readonly Option<string> Folder = new("--folder") { Description = "Servers, logs and the ledger.", Required = true };
    private static readonly Option<string> Worker = new("--worker") { Description = "The worker's assembly.", Required = true };
    private static readonly Option<string> Enrollctl = new("--enrollctl")
    {
        Description = "The assembly of the command line.",
        Required = true,
    };
    private static readonly Option<string?> FakeTime = new("--fake-time")
    {
        Description = "The library that puts the clock of a process wrong.",
    };
    private static readonly Option<string?> OldWorker = new("--old-worker") { Description = "The assembly of an earlier version." };
    private static readonly Option<bool> SmallDisk = new("--small-disk")
    {
        Description = "The database lies on a small disk of its own, which may be filled.",
    };
    private static readonly Option<int?> Network = new("--network")
    {
        Description = "Workers live in the network namespaces of this number.",
    };

    public static RootCommand Create()
    {
        Seconds.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 1)
                given.AddError("--seconds must be at least 1.");
        });
        Faults.Validators.Add(given =>
        {
            if (
                Names(given.GetValueOrDefault<string?>()).FirstOrDefault(name => !FaultCatalog.All.Any(fault => fault.Matches(name))) is
                { } unknown
            )
                given.AddError(
                    $"'{unknown}' is neither a fault nor a group of faults: "
                        + $"{string.Join(", ", FaultCatalog.All.Select(fault => fault.Name))}."
                );
        });
        var root = new RootCommand("Injects faults into a running deployment and judges what became of every message.")
        {
            Seconds,
            Seed,
            Faults,
            Folder,
            Worker,
            Enrollctl,
            OldWorker,
            SmallDisk,
            FakeTime,
            Network,
        };
        root.SetAction((parsed, cancellationToken) => new ChaosRun(Read(parsed), cancellationToken).RunAsync());
        return root;
    }

    private static Settings Read(ParseResult parsed) =>
        new(
            parsed.GetValue(Seconds),
            parsed.GetValue(Seed) ?? Random.Shared.Next(1_000_000),
            Names(parsed.GetValue(Faults)),
            parsed.GetRequiredValue(Folder),
            parsed.GetRequiredValue(Worker),
            parsed.GetRequiredValue(Enrollctl),
            parsed.GetValue(OldWorker),
            parsed.GetValue(SmallDisk),
            parsed.GetValue(FakeTime),
            parsed.GetValue(Network)
        );

    private static string[] Names(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
