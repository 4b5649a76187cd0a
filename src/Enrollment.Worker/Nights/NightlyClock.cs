using Enrollment.Contracts;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;
using JasperFx;
using Marten;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>
/// Requests the run of the night that is due, and requests it again while the run is not finished. It checks every second. Any number of
/// workers may request a run, and any number of times: the saga decides.
/// </summary>
internal sealed class NightlyClock(
    IDocumentStore store,
    IBus bus,
    NightSchedule schedule,
    ClockComparison clocks,
    TimeProvider timeProvider,
    ILogger<NightlyClock> log
) : BackgroundService
{
    private static readonly TimeSpan RepeatsAfter = TimeSpan.FromSeconds(15);

    private DateOnly? _requested;
    private long _requestedAt;
    private DateOnly? _reported;
    private bool _isNew = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real seconds: the business clock may stand still or jump by years.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryTickAsync(stoppingToken);
    }

    private async Task TryTickAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TickAsync(stoppingToken);
        }
        catch (Exception conflict) when (conflict is JasperFx.ConcurrencyException or DocumentAlreadyExistsException)
        {
            log.LogDebug(conflict, "Another worker wrote the schedule at the same time; it is read again in a second");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "The nightly clock could not check for a due night; it tries again in a second");
        }
    }

    private async Task TickAsync(CancellationToken stoppingToken)
    {
        var ledger = await LoadLedgerAsync(stoppingToken);
        var now = timeProvider.GetUtcNow();
        var last = await FindLastRunAsync(ledger, stoppingToken);
        PublishMetrics(ledger, last, now);
        ReportChangedTime(ledger, last, now);
        ReportLate(ledger, now);
        if (schedule.Wanted(ledger, now) is { } date && !WasJustRequested(date))
            await RequestRunAsync(date, stoppingToken);
    }

    private async Task RequestRunAsync(DateOnly date, CancellationToken stoppingToken)
    {
        // The saga checks the clocks again. A worker that finds them apart need not even send the request.
        if (await clocks.FindDifferenceAsync(stoppingToken) is not null)
            return;
        await bus.Publish(new StartNightlyRun(date), stoppingToken);
        (_requested, _requestedAt) = (date, TimeProvider.System.GetTimestamp());
    }

    private async Task<NightlyRunDocument?> FindLastRunAsync(NightlySchedulerState ledger, CancellationToken stoppingToken)
    {
        if (ledger.LastDate is not { } date)
            return null;
        await using var session = store.QuerySession();
        return await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), stoppingToken);
    }

    /// <summary>Taken from the store, so that every worker publishes the same values, also after a restart.</summary>
    private void PublishMetrics(NightlySchedulerState ledger, NightlyRunDocument? last, DateTimeOffset now)
    {
        EnrollmentMetrics.NextNight(schedule.Next(ledger, now).Instant);
        if (last is null)
            return;
        EnrollmentMetrics.NightProgressed(
            last.Batch.Work.Items + last.Rollover.Work.Items,
            (last.Batch.Counts + last.Rollover.Counts).Applied,
            last.Batch.Remaining + last.Rollover.Remaining
        );
        if (last.CompletedAt is { } completed)
            EnrollmentMetrics.NightSucceeded(completed);
    }

    private bool WasJustRequested(DateOnly date) => _requested == date && TimeProvider.System.GetElapsedTime(_requestedAt) < RepeatsAfter;

    private void ReportChangedTime(NightlySchedulerState ledger, NightlyRunDocument? last, DateTimeOffset now)
    {
        if (!_isNew)
            return;
        _isNew = false;
        foreach (var notice in NightlyTimeNotice.Of(schedule, ledger, last, now))
            log.LogWarning("{Notice}", notice);
    }

    private void ReportLate(NightlySchedulerState ledger, DateTimeOffset now)
    {
        var due = schedule.Calendar.LatestDue(now);
        if (ledger.Unfinished is not { } unfinished || due <= unfinished || _reported == due)
            return;
        _reported = due;
        log.LogWarning(
            "Nightly run of {BusinessDate:yyyy-MM-dd} is due, but the run of {Unfinished:yyyy-MM-dd} is not finished: "
                + "it is continued first",
            due,
            unfinished
        );
    }

    private async Task<NightlySchedulerState> LoadLedgerAsync(CancellationToken stoppingToken)
    {
        await using var session = store.LightweightSession();
        var ledger = await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId, stoppingToken);
        var now = timeProvider.GetUtcNow();
        if (ledger is { LastDate: not null } || ledger?.Since <= now)
            return ledger;
        return await SetFirstStartAsync(session, ledger, now, stoppingToken);
    }

    /// <summary>
    /// The first run is that of the first nightly instant after the first start. When a clock is set back to before the first start and no
    /// run has begun, the first start is recorded again.
    /// </summary>
    private static async Task<NightlySchedulerState> SetFirstStartAsync(
        IDocumentSession session,
        NightlySchedulerState? ledger,
        DateTimeOffset now,
        CancellationToken stoppingToken
    )
    {
        var started = ledger ?? new NightlySchedulerState();
        started.Since = now;
        if (ledger is null)
            session.Insert(started);
        else
            session.UpdateRevision(started, started.Version + 1);
        await session.SaveChangesAsync(stoppingToken);
        return started;
    }
}
