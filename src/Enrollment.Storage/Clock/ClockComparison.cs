using System.Globalization;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Clock;

/// <summary>Compares the machine's clock with the database's. If one of them is wrong, the due night is unknown.</summary>
public sealed class ClockComparison(IDocumentStore store, MachineClock machine)
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    /// <summary>A sentence when they are more than a minute apart; otherwise null.</summary>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        var (ahead, uncertainty) = await MeasureAsync(cancellationToken);
        if (ahead.Duration() - uncertainty <= Tolerated)
            return null;
        var relation = ahead > TimeSpan.Zero ? "ahead of" : "behind";
        return $"The clock of this machine is {Words(ahead.Duration())} {relation} the database's ({Now(ahead)}): no night begins. "
            + "Set both by NTP.";
    }

    /// <summary>How far the machine is ahead, taking the middle of the round trip, which bounds the error.</summary>
    private async Task<(TimeSpan Ahead, TimeSpan Uncertainty)> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var (asked, timestamp) = (machine.Now, TimeProvider.System.GetTimestamp());
        var database = await Sql.QuerySingleAsync(
            session,
            "select clock_timestamp()",
            row => row.GetFieldValue<DateTimeOffset>(0),
            cancellationToken
        );
        var half = TimeProvider.System.GetElapsedTime(timestamp) / 2;
        return (asked + half - database, half);
    }

    private string Now(TimeSpan ahead) => $"{Text(machine.Now)} and {Text(machine.Now - ahead)}";

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Words(TimeSpan difference) =>
        difference switch
        {
            { TotalDays: >= 2 } => $"{difference.TotalDays:0} days",
            { TotalHours: >= 2 } => $"{difference.TotalHours:0} hours",
            { TotalMinutes: >= 2 } => $"{difference.TotalMinutes:0} minutes",
            _ => $"{difference.TotalSeconds:0} seconds",
        };
}
