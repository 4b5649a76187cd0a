using System.Diagnostics;
using Enrollment.Cli.Output;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>Prints a run to a file or a pipe: a line every few seconds for people, or one JSON object per poll for programs.</summary>
internal static class RunProgressLines
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    public static async Task<RunSnapshot> ShowAsync(IAsyncEnumerable<RunSnapshot> looks)
    {
        RunSnapshot last = null!;
        var since = new Stopwatch();
        await foreach (var run in looks)
        {
            last = run;
            if (since.IsRunning && since.Elapsed < LineInterval && run.CompletedAt is null)
                continue;
            Printer.WriteLine(RunProgressText.Line(run));
            since.Restart();
        }

        return last;
    }

    public static async Task<RunSnapshot> ShowJsonAsync(IAsyncEnumerable<RunSnapshot> looks)
    {
        RunSnapshot last = null!;
        await foreach (var run in looks)
            Printer.WriteJsonLine(last = run);
        return last;
    }
}
