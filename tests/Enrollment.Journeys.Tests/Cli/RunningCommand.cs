using System.Collections.Concurrent;
using System.Diagnostics;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>A command under way, and what it has said so far.</summary>
internal sealed class RunningCommand : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _error = [];

    public RunningCommand(Process process)
    {
        this._process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits until a line of its output is as wanted.</summary>
    public Task Says(Func<string, bool> isWanted) => Eventually.Be(() => Task.FromResult(_output.ToArray()), lines => lines.Any(isWanted));

    /// <summary>Waits until it has said that on standard error.</summary>
    public Task Notes(string text) =>
        Eventually.Be(() => Task.FromResult(_error.ToArray()), lines => lines.Any(line => line.Contains(text, StringComparison.Ordinal)));

    /// <summary>As Ctrl+C does.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<CommandResult> End()
    {
        await _process.WaitForExitAsync();
        return new CommandResult(
            _process.ExitCode,
            string.Concat(_output.Select(line => line + "\n")),
            string.Concat(_error.Select(line => line + "\n"))
        );
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
