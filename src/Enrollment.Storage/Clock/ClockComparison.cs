using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Clock;

/// <summary>Compares the machine's clock with the database's. If one of them is wrong, it is unknown which night is due.</summary>
public sealed class ClockComparison(IDocumentStore store, MachineClock machine)
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    /// <summary>Null unless they differ by more than a minute.</summary>
    public async Task<ClockDifference?> FindDifferenceAsync(CancellationToken cancellationToken)
    {
        var (ahead, uncertainty) = await MeasureAsync(cancellationToken);
        if (ahead.Duration() - uncertainty <= Tolerated)
            return null;
        var now = machine.Now;
        return new ClockDifference(now, now - ahead);
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
}

/// <summary>Two clocks, read at the same time.</summary>
/// <param name="Machine">The time of the machine.</param>
/// <param name="Database">The time of the database.</param>
public sealed record ClockDifference(DateTimeOffset Machine, DateTimeOffset Database);
