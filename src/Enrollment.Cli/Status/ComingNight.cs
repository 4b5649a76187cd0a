using Enrollment.Cli.Output;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Cli.Status;

/// <summary>The night that comes next, by the settings of this process.</summary>
internal sealed record ComingNight(DateOnly BusinessDate, DateTimeOffset At)
{
    public static async Task<ComingNight> FindAsync(
        IQuerySession session,
        NightSchedule schedule,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var next = schedule.Next(await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, cancellationToken), now);
        return new ComingNight(next.Date, next.Instant);
    }

    public Phrase InWords(DateTimeOffset now, TimeZoneInfo zone) =>
        At <= now
            ? Phrase.Of($"{Words.Date(BusinessDate)}, [yellow]due since {Words.Instant(At, zone)}[/]")
            : Phrase.Of($"{Words.Date(BusinessDate)}, at {Words.Instant(At, zone)}");
}
