using System.Diagnostics;
using Enrollment.Cli.Output;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>The run in a file or a pipe: a line every few seconds for people, every look as one JSON object for programs.</summary>
internal static class Lines
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    public static async Task<RunFigures> Show(IAsyncEnumerable<RunFigures> looks)
    {
        RunFigures last = null!;
        var since = new Stopwatch();
        await foreach (var run in looks)
        {
            last = run;
            if (since.IsRunning && since.Elapsed < BetweenLines && run.CompletedAt is null)
                continue;
            Printer.Line(Phrases.Line(run));
            since.Restart();
        }

        return last;
    }

    public static async Task<RunFigures> Json(IAsyncEnumerable<RunFigures> looks)
    {
        RunFigures last = null!;
        await foreach (var run in looks)
            Printer.JsonLine(last = run);
        return last;
    }
}
