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
/// Looks every second which night is due and asks for its run; asks again, for as long as a run is not finished. It may ask too often and
/// on any number of workers: the saga decides.
/// </summary>
public sealed class NightlyClock(
    IDocumentStore store,
    IBus bus,
    NightSchedule schedule,
    ClockComparison clocks,
    TimeProvider time,
    ILogger<NightlyClock> log
) : BackgroundService
{
    private static readonly TimeSpan AsksAgainAfter = TimeSpan.FromSeconds(15);

    private DateOnly? _asked;
    private long _askedAt;
    private DateOnly? _reported;
    private bool _isNew = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real seconds: the business clock may stand still or jump by years.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TickSafely(stoppingToken);
    }

    private async Task TickSafely(CancellationToken stoppingToken)
    {
        try
        {
            await Tick(stoppingToken);
        }
        catch (Exception conflict) when (conflict is JasperFx.ConcurrencyException or DocumentAlreadyExistsException)
        {
            log.LogDebug(conflict, "Another worker wrote the ledger at the same time; read again in a second");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "The nightly clock could not look for a due night; it tries again in a second");
        }
    }

    private async Task Tick(CancellationToken stoppingToken)
    {
        var ledger = await Ledger(stoppingToken);
        var now = time.GetUtcNow();
        var last = await LastRun(ledger, stoppingToken);
        Show(ledger, last, now);
        ReportChangedTime(ledger, last, now);
        ReportLate(ledger, now);
        if (schedule.Wanted(ledger, now) is { } date && !WasAskedJustNow(date))
            await Ask(date, stoppingToken);
    }

    private async Task Ask(DateOnly date, CancellationToken stoppingToken)
    {
        // The saga looks again; whoever sees clocks that are apart need not even ask.
        if (await clocks.FindProblemAsync(stoppingToken) is not null)
            return;
        await bus.Publish(new StartNightlyRun(date), stoppingToken);
        (_asked, _askedAt) = (date, TimeProvider.System.GetTimestamp());
    }

    private async Task<NightlyRunDocument?> LastRun(NightlyLedger ledger, CancellationToken stoppingToken)
    {
        if (ledger.LastDate is not { } date)
            return null;
        await using var session = store.QuerySession();
        return await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), stoppingToken);
    }

    /// <summary>From what is stored, so that every worker shows the same, also after a restart.</summary>
    private void Show(NightlyLedger ledger, NightlyRunDocument? last, DateTimeOffset now)
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

    private bool WasAskedJustNow(DateOnly date) => _asked == date && TimeProvider.System.GetElapsedTime(_askedAt) < AsksAgainAfter;

    private void ReportChangedTime(NightlyLedger ledger, NightlyRunDocument? last, DateTimeOffset now)
    {
        if (!_isNew)
            return;
        _isNew = false;
        foreach (var notice in NightlyTimeNotice.Of(schedule, ledger, last, now))
            log.LogWarning("{Notice}", notice);
    }

    private void ReportLate(NightlyLedger ledger, DateTimeOffset now)
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

    private async Task<NightlyLedger> Ledger(CancellationToken stoppingToken)
    {
        await using var session = store.LightweightSession();
        var ledger = await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, stoppingToken);
        var now = time.GetUtcNow();
        if (ledger is { LastDate: not null } || ledger?.Since <= now)
            return ledger;
        return await Anchor(session, ledger, now, stoppingToken);
    }

    /// <summary>
    /// The first nightly instant after the first start is the first run. When a clock is set back before it and no run is done yet, the
    /// first start is recorded again.
    /// </summary>
    private static async Task<NightlyLedger> Anchor(
        IDocumentSession session,
        NightlyLedger? ledger,
        DateTimeOffset now,
        CancellationToken stoppingToken
    )
    {
        var anchored = ledger ?? new NightlyLedger();
        anchored.Since = now;
        if (ledger is null)
            session.Insert(anchored);
        else
            session.UpdateRevision(anchored, anchored.Version + 1);
        await session.SaveChangesAsync(stoppingToken);
        return anchored;
    }
}
