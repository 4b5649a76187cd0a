using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Processing.Preview;
using Enrollment.Queries.Wording.Nights;
using Marten;

namespace Enrollment.Cli.Nightly;

/// <summary>The night in which a decision takes effect.</summary>
internal static class NextNight
{
    /// <summary>Says on standard error where the night does not begin before the upgrade was previewed.</summary>
    public static async Task<UpcomingRun> FindAsync(
        IQuerySession session,
        Database database,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var next = await UpcomingRun.After(session, database.Settings.Calendar, now, cancellationToken);
        if (next.WaitsForUpgrade)
            Printer.WriteDiagnostic(UpgradeText.Waits());
        return next;
    }
}
