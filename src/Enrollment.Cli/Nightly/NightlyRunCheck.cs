using Enrollment.Cli.Errors;
using Enrollment.Cli.Servers;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Nights;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;

namespace Enrollment.Cli.Nightly;

/// <summary>Checks whether a night can be run by hand. If not, the error states the reason and the alternative.</summary>
internal static class NightlyRunCheck
{
    /// <summary>The finished run of the date; null if the night can be run or is running.</summary>
    public static async Task<NightView?> CheckAsync(Database database, DateOnly date, bool catchUp, CancellationToken cancellationToken)
    {
        var now = await database.GetNowAsync(cancellationToken);
        var schedule = database.Settings.Schedule;
        var latest = schedule.Calendar.LatestDue(now);
        if (date > latest)
            throw new CommandFailedException(
                $"The night of {date:yyyy-MM-dd} is not due until {schedule.Calendar.NightlyInstant(date):yyyy-MM-ddTHH:mmzzz}: "
                    + $"the latest night that is due is that of {latest:yyyy-MM-dd}. Leave out --business-date to run it."
            );
        await using var session = database.Store.QuerySession();
        var ledger = await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId, cancellationToken);
        if (await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken) is { } run)
            return run.CompletedAt is null ? null : NightView.Of(run);
        if (FindObstacle(schedule, ledger, date, schedule.Calendar.DateOf(now), catchUp) is { } obstacle)
            throw new CommandFailedException($"The night of {date:yyyy-MM-dd} cannot be run: {obstacle}");
        if (await new ClockComparison(database.Store, new MachineClock()).FindProblemAsync(cancellationToken) is { } apart)
            throw new CommandFailedException(apart);
        return null;
    }

    private static string? FindObstacle(NightSchedule schedule, NightlySchedulerState? ledger, DateOnly date, DateOnly today, bool catchUp)
    {
        if (date <= ledger?.LastDate)
            return $"the night of {ledger.LastDate:yyyy-MM-dd} has already run, and nights run in order. "
                + (LedgerCondition.FindAhead(ledger, today) ?? "The next night catches up.");
        if (ledger?.Unfinished is { } unfinished)
            return $"the night of {unfinished:yyyy-MM-dd} is not finished. "
                + "Follow it with enrollctl nightly status --watch, then run this one.";
        if (!catchUp && schedule.IsTooFar(ledger, date))
            return $"it is more than {schedule.CatchUpLimit} days (Enrollment__MaxCatchUpDays) after the last one, "
                + $"{schedule.Last(ledger):yyyy-MM-dd}. Either the system was stopped for long or a clock is wrong. Check the date. "
                + "If it is right, add --catch-up and --reason TEXT.";
        return null;
    }
}
