using Enrollment.Cli.Output;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>The run on a terminal: a bar for each phase.</summary>
internal static class PhaseBars
{
    public static async Task<RunFigures> Show(IAsyncEnumerable<RunFigures> looks)
    {
        RunFigures last = null!;
        await Bars.Run(
            ["batch", "rollover"],
            async bars =>
            {
                await foreach (var run in looks)
                {
                    last = run;
                    bars.Update(0, run.Batch.Done, run.Batch.Planned, $"batch: {Phrases.Batch(run)}");
                    bars.Update(1, run.Rollover.Done, run.Rollover.Planned, $"rollover: {Phrases.Rollover(run)}");
                }
            }
        );
        return last;
    }
}
