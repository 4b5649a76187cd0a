using System.Diagnostics;
using Enrollment.Cli.Simulate;
using Enrollment.Worker.Tests.Fixture;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>The command line as its users run it: a process of its own.</summary>
internal sealed class Enrollctl(string postgres, string rabbitMq)
{
    public Enrollctl(TestServers servers)
        : this(servers.Postgres, servers.RabbitMq)
    {
    }

    public async Task<Ran> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Scenario).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Enrollment__Postgres"] = postgres;
        start.Environment["Enrollment__RabbitMq"] = rabbitMq;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Ran(process.ExitCode, await output, await error);
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error);
