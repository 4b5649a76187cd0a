using Enrollment.Cli.Output;
using Spectre.Console;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>The run on a terminal: a bar for each phase.</summary>
internal static class Bars
{
    public static async Task<RunFigures> Show(IAsyncEnumerable<RunFigures> looks)
    {
        RunFigures last = null!;
        await AnsiConsole.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async screen =>
            {
                var (batch, rollover) = (screen.AddTask("batch"), screen.AddTask("rollover"));
                await foreach (var run in looks)
                {
                    last = run;
                    Update(batch, run.Batch, $"batch: {Phrases.Batch(run)}");
                    Update(rollover, run.Rollover, $"rollover: {Phrases.Rollover(run)}");
                }
            });
        return last;
    }

    private static void Update(ProgressTask bar, PhaseFigures phase, string text)
    {
        bar.IsIndeterminate = phase.Planned is null;
        bar.MaxValue = Math.Max(phase.Planned ?? 1, 1);
        bar.Value = phase.Done == phase.Planned ? bar.MaxValue : phase.Done;
        bar.Description = Markup.Escape(text);
    }
}
