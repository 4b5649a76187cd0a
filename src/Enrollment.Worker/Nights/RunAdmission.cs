using Enrollment.Contracts;
using Enrollment.Domain.Calendar;
using Enrollment.Processing.Observability;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;
using Marten;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>
/// Starts and finishes a run: checks whether it may begin, and writes the schedule and the run's events in the saga's transaction.
/// </summary>
internal sealed class RunAdmission(
    NightSchedule schedule,
    ClockComparison clocks,
    BusinessCalendar calendar,
    TimeProvider timeProvider,
    ILogger<RunAdmission> log
)
{
    // Only operators read them: a segment that is requested after the end of its run does nothing.
    private const int ResultRetentionDays = 14;

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromSeconds(10);

    private long _warnedAt;

    public async Task<bool> TryStartAsync(BehaviorContext<NightlyRunState, StartNightlyRun> context)
    {
        var session = context.GetPayload<IDocumentSession>();
        var date = context.Message.BusinessDate;
        using var scope = log.BeginRun(date);
        var state = await NightlySchedulerState.FindAsync(session, context.CancellationToken);
        if (await FindObstacleAsync(state, date, context.CancellationToken) is { } obstacle)
        {
            Report(date, obstacle);
            return false;
        }

        Start(context.Saga.Run, session, state, date);
        return true;
    }

    public async Task FinishAsync(BehaviorContext<NightlyRunState> context)
    {
        var session = context.GetPayload<IDocumentSession>();
        var run = context.Saga.Run;
        using var scope = log.BeginRun(run.BusinessDate);
        run.CompletedAt = timeProvider.GetUtcNow();
        session.Events.Append(
            NightlyRun.StreamOf(run.BusinessDate),
            new NightFinished(run.BusinessDate, run.StartedAt, run.CompletedAt.Value, run.Batch.Counts, run.Rollover.Counts)
            {
                Digest = Digest.Of(await ChainHead.LoadAsync(session, context.CancellationToken), TimeProvider.System.GetUtcNow()),
            }
        );
        var state = await NightlySchedulerState.FindAsync(session, context.CancellationToken);
        state!.Finish();
        state.Store(session);
        log.LogInformation(
            "Nightly run of {BusinessDate:yyyy-MM-dd} completed: batch {Batch}, rollover {Rollover}",
            run.BusinessDate,
            run.Batch.Counts,
            run.Rollover.Counts
        );
    }

    private async Task<string?> FindObstacleAsync(NightlySchedulerState? state, DateOnly date, CancellationToken cancellationToken)
    {
        if (state?.Unfinished is { } unfinished)
            return $"that of {unfinished:yyyy-MM-dd} has to be finished first";
        if (state is { WaitsForUpgrade: true })
            return UpgradeText.Waits();
        if (schedule.Wanted(state, timeProvider.GetUtcNow()) != date)
            return "the stored schedule has another one next";
        return await clocks.FindDifferenceAsync(cancellationToken) is { } difference ? ClockText.Of(difference) : null;
    }

    // The number of starts is not limited: any publisher can send them.
    private void Report(DateOnly date, string obstacle)
    {
        var isRepeated = _warnedAt != 0 && TimeProvider.System.GetElapsedTime(_warnedAt) < BetweenWarnings;
        var level = isRepeated ? LogLevel.Debug : LogLevel.Warning;
        log.Log(level, "Nightly run of {BusinessDate:yyyy-MM-dd} not started: {Obstacle}", date, obstacle);
        if (!isRepeated)
            _warnedAt = TimeProvider.System.GetTimestamp();
    }

    private void Start(NightlyRunDocument run, IDocumentSession session, NightlySchedulerState? state, DateOnly date)
    {
        run.BusinessDate = date;
        run.Instant = calendar.NightlyInstant(date).ToUniversalTime();
        run.StartedAt = timeProvider.GetUtcNow();
        run.NoteProgress();
        session.Events.StartStream(NightlyRun.StreamOf(date), new NightStarted(date, run.Instant, run.StartedAt));
        RecordStart(session, state, date);
        var tooOld = date.AddDays(-ResultRetentionDays);
        session.DeleteWhere<SegmentResult>(result => result.BusinessDate < tooOld);
        session.DeleteWhere<PhasePlan>(plan => plan.BusinessDate < tooOld);
        log.LogInformation("Nightly run of {BusinessDate:yyyy-MM-dd} started, for facts up to {Instant}", date, run.Instant);
    }

    private void RecordStart(IDocumentSession session, NightlySchedulerState? state, DateOnly date)
    {
        var started = state ?? new NightlySchedulerState { Since = timeProvider.GetUtcNow() };
        started.Start(date, TimeProvider.System.GetUtcNow());
        started.Store(session);
    }
}
