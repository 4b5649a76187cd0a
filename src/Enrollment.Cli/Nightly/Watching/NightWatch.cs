using System.Diagnostics;
using System.Runtime.CompilerServices;
using Enrollment.Cli.Output;
using Enrollment.Worker.NightlyCycle;
using Marten;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>Finds the run that is under way and follows it to its end. It only reads.</summary>
internal sealed class NightWatch(IDocumentStore store)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly Stopwatch _watched = Stopwatch.StartNew();
    private readonly (Pace Batch, Pace Rollover) _paces = (new Pace(), new Pace());
    private (string Stage, TimeSpan Since) _moved = ("", TimeSpan.Zero);

    /// <summary>The date of the run under way, or of the first that begins within the time.</summary>
    public async Task<DateOnly> Begun(TimeSpan wait, CancellationToken cancellationToken)
    {
        var before = await Ledger(cancellationToken);
        if (before?.Unfinished is { } underWay)
            return underWay;
        Printer.Note($"No night is under way; waiting {wait.TotalSeconds:0} s for one to begin.");
        while (_watched.Elapsed < wait)
        {
            await Task.Delay(BetweenLooks, cancellationToken);
            // It may have ended already.
            if (await Ledger(cancellationToken) is { LastDate: { } date } && date != before?.LastDate)
                return date;
        }

        throw new CommandFailed($"No night began within {wait.TotalSeconds:0} s. {Last(before)}");
    }

    /// <summary>The run as it stands, twice a second; last as it ended.</summary>
    public async IAsyncEnumerable<RunFigures> Follow(DateOnly date, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var figures = Figures(await Run(date, cancellationToken));
            yield return figures;
            if (figures.CompletedAt is not null)
                yield break;
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    private RunFigures Figures(NightlyCycleState run)
    {
        var at = _watched.Elapsed;
        var stage = $"{run.CurrentState} {run.Batch.Counts.Planned} {run.Rollover.Counts.Planned}";
        if (stage != _moved.Stage)
            _moved = (stage, at);
        return new RunFigures(
            run.BusinessDate,
            run.CurrentState,
            run.StartedAt,
            run.CompletedAt,
            (at - _moved.Since).TotalSeconds,
            PhaseFigures.Of(run.Batch, RunFigures.IsPlanned(run, NightlyPhase.Batch), at, _paces.Batch),
            PhaseFigures.Of(run.Rollover, RunFigures.IsPlanned(run, NightlyPhase.Rollover), at, _paces.Rollover)
        );
    }

    private async Task<NightlyLedger?> Ledger(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, cancellationToken);
    }

    private async Task<NightlyCycleState> Run(DateOnly date, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<NightlyCycleState>(NightlyRun.IdOf(date), cancellationToken)
            ?? throw new CommandFailed($"The run of {date:yyyy-MM-dd} is not in the database.");
    }

    private static string Last(NightlyLedger? ledger) =>
        ledger?.LastDate is { } date ? $"The last was that of {date:yyyy-MM-dd}: enrollctl nightly status." : "None was run yet.";
}
