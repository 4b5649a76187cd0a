using System.Collections.Concurrent;
using System.Diagnostics;
using Enrollment.Worker.Tests.Fixture;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>A command under way, and what it has said so far.</summary>
internal sealed class RunningCommand : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = [];
    private readonly ConcurrentQueue<string> error = [];

    public RunningCommand(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits until a line of its output is as wanted.</summary>
    public Task Says(Func<string, bool> isWanted) => Eventually.Be(() => Task.FromResult(output.ToArray()), lines => lines.Any(isWanted));

    /// <summary>Waits until it has said that on standard error.</summary>
    public Task Notes(string text) =>
        Eventually.Be(() => Task.FromResult(error.ToArray()), lines => lines.Any(line => line.Contains(text, StringComparison.Ordinal)));

    /// <summary>As Ctrl+C does.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<Ran> End()
    {
        await process.WaitForExitAsync();
        return new Ran(
            process.ExitCode,
            string.Concat(output.Select(line => line + "\n")),
            string.Concat(error.Select(line => line + "\n"))
        );
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
