using Enrollment.Contracts;
using Enrollment.Domain.Calendar;
using Enrollment.Worker.Observability;
using JasperFx;
using Marten;
using MassTransit;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>
/// Looks every second which night is due and asks for its run; asks again, for as long as a run is not finished. It may ask too often and on
/// any number of workers: the saga decides.
/// </summary>
public sealed class NightlyClock(IDocumentStore store, IBus bus, BusinessCalendar calendar, TimeProvider time, ILogger<NightlyClock> log)
    : BackgroundService
{
    private static readonly TimeSpan AsksAgainAfter = TimeSpan.FromSeconds(15);

    private DateOnly? _asked;
    private long _askedAt;
    private DateOnly? _reported;

    /// <summary>The date to ask for now, from what the ledger says; null for none.</summary>
    public static DateOnly? Wanted(NightlyLedger ledger, BusinessCalendar calendar, DateTimeOffset now)
    {
        if (ledger.Unfinished is { } unfinished)
            return unfinished;
        var due = calendar.LatestDue(now);
        var last = ledger.LastDate ?? calendar.LatestDue(ledger.Since);
        return due > last ? due : null;
    }

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
        await ShowProgress(ledger, stoppingToken);
        ReportLate(ledger, now);
        if (Wanted(ledger, calendar, now) is not { } date || WasAskedJustNow(date))
            return;
        await bus.Publish(new StartNightlyRun(date), stoppingToken);
        (_asked, _askedAt) = (date, TimeProvider.System.GetTimestamp());
    }

    /// <summary>From what is stored, so that every worker shows the same, also after a restart.</summary>
    private async Task ShowProgress(NightlyLedger ledger, CancellationToken stoppingToken)
    {
        if (ledger.LastDate is not { } date)
            return;
        await using var session = store.QuerySession();
        if (await session.LoadAsync<NightlyCycleState>(NightlyRun.IdOf(date), stoppingToken) is not { } run)
            return;
        EnrollmentMetrics.NightProgressed(
            run.Batch.Work.Items + run.Rollover.Work.Items, (run.Batch.Counts + run.Rollover.Counts).Applied, run.Batch.Remaining + run.Rollover.Remaining);
        if (run.CompletedAt is { } completed)
            EnrollmentMetrics.NightSucceeded(completed);
    }

    private bool WasAskedJustNow(DateOnly date) =>
        _asked == date && TimeProvider.System.GetElapsedTime(_askedAt) < AsksAgainAfter;

    private void ReportLate(NightlyLedger ledger, DateTimeOffset now)
    {
        var due = calendar.LatestDue(now);
        if (ledger.Unfinished is not { } unfinished || due <= unfinished || _reported == due)
            return;
        _reported = due;
        log.LogWarning("Nightly run of {BusinessDate:yyyy-MM-dd} is due, but the run of {Unfinished:yyyy-MM-dd} is not finished: it is continued first", due, unfinished);
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

    /// <summary>The first nightly instant after the first start is the first run; a clock set back before it, the first run not yet done, starts anew.</summary>
    private static async Task<NightlyLedger> Anchor(
        IDocumentSession session, NightlyLedger? ledger, DateTimeOffset now, CancellationToken stoppingToken)
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
