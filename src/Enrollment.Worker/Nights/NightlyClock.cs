using Enrollment.Contracts;
using Enrollment.Processing.Hosting;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Learners;
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
) : PollingService(log)
{
    private static readonly TimeSpan RepeatsAfter = TimeSpan.FromSeconds(15);

    private DateOnly? _requested;
    private long _requestedAt;
    private DateOnly? _reported;
    private bool _isNew = true;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    protected override string FailureMessage => "The nightly clock could not check for a due night";

    protected override void OnFailure(Exception failure)
    {
        if (failure is JasperFx.ConcurrencyException or DocumentAlreadyExistsException)
            log.LogDebug(failure, "Another worker wrote the schedule at the same time; it is read again in a second");
        else
            base.OnFailure(failure);
    }

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        var state = await LoadStateAsync(cancellationToken);
        var now = timeProvider.GetUtcNow();
        var last = await FindLastRunAsync(state, cancellationToken);
        PublishMetrics(state, last, now);
        ReportChangedTime(state, last, now);
        ReportLate(state, now);
        if (schedule.Wanted(state, now) is { } date && !WasJustRequested(date))
            await RequestRunAsync(date, cancellationToken);
    }

    private async Task RequestRunAsync(DateOnly date, CancellationToken cancellationToken)
    {
        // The saga checks the clocks again. A worker that finds them apart need not even send the request.
        if (await clocks.FindDifferenceAsync(cancellationToken) is not null)
            return;
        await bus.Publish(new StartNightlyRun(date), cancellationToken);
        (_requested, _requestedAt) = (date, TimeProvider.System.GetTimestamp());
    }

    private async Task<NightlyRunDocument?> FindLastRunAsync(NightlySchedulerState state, CancellationToken cancellationToken)
    {
        if (state.LastDate is not { } date)
            return null;
        await using var session = store.QuerySession();
        return await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken);
    }

    /// <summary>Taken from the store, so that every worker publishes the same values, also after a restart.</summary>
    private void PublishMetrics(NightlySchedulerState state, NightlyRunDocument? last, DateTimeOffset now)
    {
        EnrollmentMetrics.NextNight(schedule.Next(state, now).Instant);
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

    private void ReportChangedTime(NightlySchedulerState state, NightlyRunDocument? last, DateTimeOffset now)
    {
        if (!_isNew)
            return;
        _isNew = false;
        foreach (var notice in NightlyTimeNotice.Of(schedule, state, last, now))
            log.LogWarning("{Notice}", notice);
    }

    private void ReportLate(NightlySchedulerState state, DateTimeOffset now)
    {
        var due = schedule.Calendar.LatestDue(now);
        if (state.Unfinished is not { } unfinished || due <= unfinished || _reported == due)
            return;
        _reported = due;
        log.LogWarning(
            "Nightly run of {BusinessDate:yyyy-MM-dd} is due, but the run of {Unfinished:yyyy-MM-dd} is not finished: "
                + "it is continued first",
            due,
            unfinished
        );
    }

    private async Task<NightlySchedulerState> LoadStateAsync(CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        var state = await NightlySchedulerState.FindAsync(session, cancellationToken);
        var now = timeProvider.GetUtcNow();
        if (state is { WaitsForUpgrade: true } && !await EnrollmentTable.AnyAsync(session, cancellationToken))
            return await AdoptAtOnceAsync(session, state, cancellationToken);
        if (state is { LastDate: not null } || state?.Since <= now)
            return state;
        return await SetFirstStartAsync(session, state, now, cancellationToken);
    }

    /// <summary>An earlier version enrolled nobody: there is nothing to ask (an empty database).</summary>
    private async Task<NightlySchedulerState> AdoptAtOnceAsync(
        IDocumentSession session,
        NightlySchedulerState state,
        CancellationToken cancellationToken
    )
    {
        state.AdoptAtOnce();
        CalendarDates.AddHireDates(session, schedule.Calendar.LatestDue(timeProvider.GetUtcNow()));
        state.Store(session);
        await session.SaveChangesAsync(cancellationToken);
        return state;
    }

    /// <summary>
    /// The first run is that of the first nightly instant after the first start. When a clock is set back to before the first start and no
    /// run has begun, the first start is recorded again.
    /// </summary>
    private static async Task<NightlySchedulerState> SetFirstStartAsync(
        IDocumentSession session,
        NightlySchedulerState? state,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var started = state ?? new NightlySchedulerState();
        started.Since = now;
        started.Store(session);
        await session.SaveChangesAsync(cancellationToken);
        return started;
    }
}
