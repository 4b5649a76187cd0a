using Enrollment.Cli.Output;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>Shows a run on a terminal with one bar per phase.</summary>
internal static class RunProgressBars
{
    public static async Task<RunSnapshot> ShowAsync(IAsyncEnumerable<RunSnapshot> looks)
    {
        RunSnapshot last = null!;
        await ProgressBars.RunAsync(
            [NightText.Of(NightlyPhase.Batch), NightText.Of(NightlyPhase.Rollover)],
            async bars =>
            {
                await foreach (var run in looks)
                {
                    last = run;
                    bars.Update(0, run.Batch.Done, run.Batch.Planned, $"batch: {RunProgressText.Batch(run)}");
                    bars.Update(1, run.Rollover.Done, run.Rollover.Planned, $"rollover: {RunProgressText.Rollover(run)}");
                }
            }
        );
        return last;
    }
}
