using System.Diagnostics;
using Enrollment.Cli.Simulate;
using Enrollment.Worker.Tests.Fixture;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>The command line as its users run it: a process of its own.</summary>
internal sealed class Enrollctl(string postgres, string rabbitMq, bool onDemonstrationClock = false)
{
    public Enrollctl(TestServers servers)
        : this(servers.Postgres, servers.RabbitMq)
    {
    }

    private readonly Dictionary<string, string> settings = [];

    /// <summary>The same with another environment variable.</summary>
    public Enrollctl With(string variable, string value) => new(postgres, rabbitMq) { settings = { [variable] = value } };

    public async Task<Ran> Run(params string[] arguments)
    {
        using var command = Start(arguments);
        return await command.End();
    }

    /// <summary>For what takes its time: the output can be read while it runs.</summary>
    public RunningCommand Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Scenario).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Enrollment__Postgres"] = postgres;
        start.Environment["Enrollment__RabbitMq"] = rabbitMq;
        if (onDemonstrationClock)
            (start.Environment["Enrollment__DemonstrationClock"], start.Environment["DOTNET_ENVIRONMENT"]) = ("true", "Development");
        foreach (var (variable, value) in settings)
            start.Environment[variable] = value;
        return new RunningCommand(Process.Start(start)!);
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error);
