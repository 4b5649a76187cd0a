using Enrollment.Cli.Output.Formatting;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;
using Marten;

namespace Enrollment.Cli.Status;

/// <summary>The next night according to the settings of this process.</summary>
internal sealed record ScheduledNight(DateOnly BusinessDate, DateTimeOffset At)
{
    public static async Task<ScheduledNight> FindAsync(
        IQuerySession session,
        NightSchedule schedule,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var next = schedule.Next(await NightlySchedulerState.FindAsync(session, cancellationToken), now);
        return new ScheduledNight(next.Date, next.Instant);
    }

    public StyledText Describe(DateTimeOffset now, TimeZoneInfo zone) =>
        At <= now
            ? StyledText.Of($"{Format.Date(BusinessDate)}, [yellow]{NightText.DueSince(At, zone)}[/]")
            : StyledText.Of($"{Format.Date(BusinessDate)}, {NightText.Scheduled(At, zone)}");
}
