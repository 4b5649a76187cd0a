using Enrollment.Cli.Errors;
using Enrollment.Cli.Servers;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Nights;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Nightly;

/// <summary>Whether a night may be run by hand; if not, why, and what to do instead.</summary>
internal static class NightlyRunCheck
{
    /// <summary>The finished run of that date if there is one; null when it may be run, or is under way.</summary>
    public static async Task<NightView?> CheckAsync(Database database, DateOnly date, bool catchUp, CancellationToken cancellationToken)
    {
        var now = await database.GetNowAsync(cancellationToken);
        var schedule = database.Settings.Schedule;
        var latest = schedule.Calendar.LatestDue(now);
        if (date > latest)
            throw new CommandFailedException(
                $"The night of {date:yyyy-MM-dd} is not due before {schedule.Calendar.NightlyInstant(date):yyyy-MM-ddTHH:mmzzz}: "
                    + $"the latest that is due is that of {latest:yyyy-MM-dd}. Leave out --business-date to run that one."
            );
        await using var session = database.Store.QuerySession();
        var ledger = await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, cancellationToken);
        if (await session.LoadAsync<NightlyRunDocument>(NightlyRun.IdOf(date), cancellationToken) is { } run)
            return run.CompletedAt is null ? null : NightView.Of(run);
        if (FindObstacle(schedule, ledger, date, schedule.Calendar.DateOf(now), catchUp) is { } obstacle)
            throw new CommandFailedException($"The night of {date:yyyy-MM-dd} cannot be run: {obstacle}");
        if (await new ClockComparison(database.Store, new MachineClock()).FindProblemAsync(cancellationToken) is { } apart)
            throw new CommandFailedException(apart);
        return null;
    }

    private static string? FindObstacle(NightSchedule schedule, NightlyLedger? ledger, DateOnly date, DateOnly today, bool catchUp)
    {
        if (date <= ledger?.LastDate)
            return $"that of {ledger.LastDate:yyyy-MM-dd} was run already, and nights run in order. "
                + (LedgerCondition.FindAhead(ledger, today) ?? "The next one makes up for it.");
        if (ledger?.Unfinished is { } unfinished)
            return $"that of {unfinished:yyyy-MM-dd} is not finished. "
                + "Follow it with enrollctl nightly status --watch, and run this one afterwards.";
        if (!catchUp && schedule.IsTooFar(ledger, date))
            return $"it is more than {schedule.CatchUpLimit} days (Enrollment__MaxCatchUpDays) after the last one, "
                + $"{schedule.Last(ledger):yyyy-MM-dd}. Either the system stood still for long, or a clock is wrong: look at the date. "
                + "Where it is right, add --catch-up and --reason TEXT.";
        return null;
    }
}
