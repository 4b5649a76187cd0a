using Enrollment.Cli.Errors;
using Enrollment.Cli.Servers;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Nights;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Queries.Wording.Nights;
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
            throw new CommandFailedException(NightProblemText.NotDue(date, schedule.Calendar.NightlyInstant(date), latest));
        await using var session = database.Store.QuerySession();
        var state = await NightlySchedulerState.FindAsync(session, cancellationToken);
        if (await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken) is { } run)
            return run.CompletedAt is null ? null : NightView.Of(run);
        if (FindObstacle(schedule, state, date, schedule.Calendar.DateOf(now), catchUp) is { } obstacle)
            throw new CommandFailedException(NightProblemText.CannotRun(date, obstacle));
        if (await new ClockComparison(database.Store, new MachineClock()).FindDifferenceAsync(cancellationToken) is { } difference)
            throw new CommandFailedException(ClockText.Of(difference));
        return null;
    }

    private static string? FindObstacle(NightSchedule schedule, NightlySchedulerState? state, DateOnly date, DateOnly today, bool catchUp)
    {
        if (date <= state?.LastDate)
            return NightProblemText.OutOfOrder(state.LastDate.Value, LedgerCondition.FindAhead(state, today));
        if (state?.Unfinished is { } unfinished)
            return NightProblemText.Unfinished(unfinished);
        if (state is { WaitsForUpgrade: true })
            return UpgradeText.Waits();
        if (!catchUp && schedule.IsTooFar(state, date))
            return NightProblemText.CatchUpNotGiven(schedule.CatchUpLimit, schedule.Last(state));
        return null;
    }
}
