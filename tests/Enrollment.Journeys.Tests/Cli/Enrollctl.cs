using System.Diagnostics;
using Enrollment.Cli.Simulate;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>The command line as its users run it: a process of its own.</summary>
internal sealed class Enrollctl(string postgres, string rabbitMq, bool onDemonstrationClock = false)
{
    public Enrollctl(TestServers servers)
        : this(servers.Postgres, servers.RabbitMq) { }

    /// <summary>More variables of its environment.</summary>
    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>The same with another environment variable.</summary>
    public Enrollctl With(string variable, string value) =>
        new(postgres, rabbitMq, onDemonstrationClock) { Environment = new(Environment) { [variable] = value } };

    public async Task<CommandResult> Run(params string[] arguments)
    {
        using var command = Start(arguments);
        return await command.End();
    }

    /// <summary>For what takes its time: the output can be read while it runs.</summary>
    public RunningCommand Start(params string[] arguments) => Start("dotnet", [typeof(Scenario).Assembly.Location, .. arguments]);

    /// <summary>Run by a shell, in whose script <c>"$@"</c> is the command: for pipes and full disks.</summary>
    public async Task<CommandResult> Shell(string script, params string[] arguments)
    {
        using var command = Start("bash", ["-c", script, "bash", "dotnet", typeof(Scenario).Assembly.Location, .. arguments]);
        return await command.End();
    }

    // Wherever the tests run, in the background too: an interrupt is not ignored, and the standard input stays open.
    private RunningCommand Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Enrollment__Postgres"] = postgres;
        start.Environment["Enrollment__RabbitMq"] = rabbitMq;
        if (onDemonstrationClock)
            (start.Environment["Enrollment__DemonstrationClock"], start.Environment["DOTNET_ENVIRONMENT"]) = ("true", "Development");
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return new RunningCommand(Process.Start(start)!);
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
