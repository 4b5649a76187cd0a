using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.NightlyCycle;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary><c>enrollctl nightly status --watch</c></summary>
internal static class WatchCommand
{
    public static async Task<int> Run(TimeSpan wait, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.Open(Settings.Read(Uses.Database), cancellationToken);
        var watch = new NightWatch(database.Store);
        var date = await watch.Begun(wait, cancellationToken);
        var looks = watch.Follow(date, cancellationToken);
        var end = json ? await Lines.Json(looks) : await Show(date, looks);
        return end.Batch.Failed + end.Rollover.Failed == 0 ? 0 : 1;
    }

    private static async Task<RunFigures> Show(DateOnly date, IAsyncEnumerable<RunFigures> looks)
    {
        if (Screen.IsTerminal)
            Printer.Line($"The night of {Words.Date(date)}");
        var end = Screen.IsTerminal ? await PhaseBars.Show(looks) : await Lines.Show(looks);
        Printer.Line($"The night of {Words.Date(date)} is finished.");
        NightTable.Show(Counts(end.Batch), Counts(end.Rollover));
        return end;
    }

    private static SegmentCounts Counts(PhaseFigures phase) => new(phase.Done, phase.Applied, phase.Unchanged, phase.Failed);
}
