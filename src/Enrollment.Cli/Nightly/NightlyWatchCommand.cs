using Enrollment.Cli.Nightly.Watching;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly;

/// <summary><c>enrollctl nightly status --watch</c></summary>
internal static class NightlyWatchCommand
{
    public static async Task<int> RunAsync(TimeSpan wait, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        RunWatcher watch = new RunWatcher(database.Store);
        var date = await watch.WaitForStartAsync(wait, cancellationToken);
        var looks = watch.FollowAsync(date, cancellationToken);
        RunSnapshot end = json ? await RunProgressLines.ShowJsonAsync(looks) : await ShowAsync(date, looks);
        return end.Batch.Failed + end.Rollover.Failed == 0 ? 0 : 1;
    }

    private static async Task<RunSnapshot> ShowAsync(DateOnly date, IAsyncEnumerable<RunSnapshot> looks)
    {
        if (StandardStreams.IsTerminal)
            Printer.WriteLine(NightText.Night(date));
        RunSnapshot end = StandardStreams.IsTerminal ? await RunProgressBars.ShowAsync(looks) : await RunProgressLines.ShowAsync(looks);
        Printer.WriteLine(NightText.Finished(date));
        NightlyRunTable.Write(Counts(end.Batch), Counts(end.Rollover));
        return end;
    }

    private static SegmentCounts Counts(PhaseSnapshot phase) => new(phase.Done, phase.Applied, phase.Unchanged, phase.Failed);
}
