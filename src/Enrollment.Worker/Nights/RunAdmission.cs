using Enrollment.Contracts;
using Enrollment.Domain.Calendar;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;
using Marten;
using MassTransit;

namespace Enrollment.Worker.Nights;

/// <summary>What starting and finishing a run write next to the saga, in its transaction.</summary>
public sealed class RunAdmission(
    NightSchedule schedule,
    ClockComparison clocks,
    BusinessCalendar calendar,
    TimeProvider time,
    ILogger<RunAdmission> log
)
{
    // For operators to look at; a segment that is asked for again after its run has ended does nothing.
    private const int DaysResultsAreKept = 14;

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromSeconds(10);

    private long _warnedAt;

    public async Task<bool> TryStart(BehaviorContext<NightlyRunState, StartNightlyRun> context)
    {
        var session = context.GetPayload<IDocumentSession>();
        var date = context.Message.BusinessDate;
        using var scope = log.BeginRun(date);
        var ledger = await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, context.CancellationToken);
        if (await FindObstacleAsync(ledger, date, context.CancellationToken) is { } obstacle)
        {
            Report(date, obstacle);
            return false;
        }

        Start(context.Saga.Run, session, ledger, date);
        return true;
    }

    public async Task Finish(BehaviorContext<NightlyRunState> context)
    {
        var session = context.GetPayload<IDocumentSession>();
        var run = context.Saga.Run;
        using var scope = log.BeginRun(run.BusinessDate);
        run.CompletedAt = time.GetUtcNow();
        session.Events.Append(
            NightlyRun.StreamOf(run.BusinessDate),
            new NightFinished(run.BusinessDate, run.StartedAt, run.CompletedAt.Value, run.Batch.Counts, run.Rollover.Counts)
            {
                Digest = Digest.Of(await ChainHead.Read(session, context.CancellationToken), TimeProvider.System.GetUtcNow()),
            }
        );
        var ledger = await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, context.CancellationToken);
        ledger!.Finish();
        session.UpdateRevision(ledger, ledger.Version + 1);
        log.LogInformation(
            "Nightly run of {BusinessDate:yyyy-MM-dd} completed: batch {Batch}, rollover {Rollover}",
            run.BusinessDate,
            run.Batch.Counts,
            run.Rollover.Counts
        );
    }

    private async Task<string?> FindObstacleAsync(NightlyLedger? ledger, DateOnly date, CancellationToken cancellationToken)
    {
        if (ledger?.Unfinished is { } unfinished)
            return $"that of {unfinished:yyyy-MM-dd} has to be finished first";
        if (schedule.Wanted(ledger, time.GetUtcNow()) != date)
            return "by what is stored it is not the one to run now";
        return await clocks.FindProblemAsync(cancellationToken);
    }

    // Anybody may publish as many starts as they like.
    private void Report(DateOnly date, string obstacle)
    {
        var isQuiet = _warnedAt != 0 && TimeProvider.System.GetElapsedTime(_warnedAt) < BetweenWarnings;
        var level = isQuiet ? LogLevel.Debug : LogLevel.Warning;
        log.Log(level, "Nightly run of {BusinessDate:yyyy-MM-dd} not started: {Obstacle}", date, obstacle);
        if (!isQuiet)
            _warnedAt = TimeProvider.System.GetTimestamp();
    }

    private void Start(NightlyRunDocument run, IDocumentSession session, NightlyLedger? ledger, DateOnly date)
    {
        run.BusinessDate = date;
        run.Instant = calendar.NightlyInstant(date).ToUniversalTime();
        run.StartedAt = time.GetUtcNow();
        run.NoteProgress();
        session.Events.StartStream(NightlyRun.StreamOf(date), new NightStarted(date, run.Instant, run.StartedAt));
        Note(session, ledger, date);
        var tooOld = date.AddDays(-DaysResultsAreKept);
        session.DeleteWhere<SegmentResult>(result => result.BusinessDate < tooOld);
        session.DeleteWhere<PhasePlan>(plan => plan.BusinessDate < tooOld);
        log.LogInformation("Nightly run of {BusinessDate:yyyy-MM-dd} started, for facts up to {Instant}", date, run.Instant);
    }

    private void Note(IDocumentSession session, NightlyLedger? ledger, DateOnly date)
    {
        var noted = ledger ?? new NightlyLedger { Since = time.GetUtcNow() };
        noted.Start(date);
        if (ledger is null)
            session.Insert(noted);
        else
            session.UpdateRevision(noted, noted.Version + 1);
    }
}
