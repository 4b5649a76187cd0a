using System.Diagnostics;
using System.Runtime.CompilerServices;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Cli.Nightly.Watching;

/// <summary>Finds the current run and follows it until it is finished. Read-only.</summary>
internal sealed class RunWatcher(IDocumentStore store)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private readonly Stopwatch _watched = Stopwatch.StartNew();
    private readonly (RateEstimator Batch, RateEstimator Rollover) _paces = (new RateEstimator(), new RateEstimator());
    private (string Stage, TimeSpan Since) _moved = ("", TimeSpan.Zero);

    /// <summary>The date of the current run, or of the first that starts within the time.</summary>
    public async Task<DateOnly> WaitForStartAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var before = await FindStateAsync(cancellationToken);
        if (before?.Unfinished is { } underWay)
            return underWay;
        Printer.WriteDiagnostic(NightProgressText.Waiting(wait));
        while (_watched.Elapsed < wait)
        {
            await Task.Delay(PollInterval, cancellationToken);
            // It may have ended already.
            if (await FindStateAsync(cancellationToken) is { LastDate: { } date } && date != before?.LastDate)
                return date;
        }

        throw new CommandFailedException(NightProgressText.NotStarted(wait, before?.LastDate));
    }

    /// <summary>The state of the run, twice a second, up to the finished run.</summary>
    public async IAsyncEnumerable<RunSnapshot> FollowAsync(DateOnly date, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var figures = CreateSnapshot(await LoadRunAsync(date, cancellationToken));
            yield return figures;
            if (figures.CompletedAt is not null)
                yield break;
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private RunSnapshot CreateSnapshot(NightlyRunDocument run)
    {
        var at = _watched.Elapsed;
        var stage = $"{run.CurrentState} {run.Batch.Counts.Planned} {run.Rollover.Counts.Planned}";
        if (stage != _moved.Stage)
            _moved = (stage, at);
        return new RunSnapshot(
            run.BusinessDate,
            run.CurrentState,
            run.StartedAt,
            run.CompletedAt,
            (at - _moved.Since).TotalSeconds,
            PhaseSnapshot.Of(run.Batch, RunSnapshot.IsPlanned(run, NightlyPhase.Batch), at, _paces.Batch),
            PhaseSnapshot.Of(run.Rollover, RunSnapshot.IsPlanned(run, NightlyPhase.Rollover), at, _paces.Rollover)
        );
    }

    private async Task<NightlySchedulerState?> FindStateAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await NightlySchedulerState.FindAsync(session, cancellationToken);
    }

    private async Task<NightlyRunDocument> LoadRunAsync(DateOnly date, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken)
            ?? throw new CommandFailedException(NightProblemText.RunNotStored(date));
    }
}
