using Enrollment.Storage.Nights;
using Enrollment.Storage.Schedule;

namespace Enrollment.Worker.Nights;

/// <summary>Tells an operator who changed the nightly time when the next night runs. A worker logs it when it starts.</summary>
internal static class NightlyTimeNotice
{
    public static IEnumerable<string> Of(NightSchedule schedule, NightlySchedulerState state, NightlyRunDocument? last, DateTimeOffset now)
    {
        var calendar = schedule.Calendar;
        if (last is not null && calendar.NightlyInstant(last.BusinessDate) is var wouldBe && wouldBe != last.Instant)
            yield return $"Enrollment:NightlyAt or Enrollment:TimeZone was changed: the last night, of {last.BusinessDate:yyyy-MM-dd}, "
                + $"was due at {last.Instant:yyyy-MM-ddTHH:mm}Z; with the current settings it would have been due at "
                + $"{wouldBe.UtcDateTime:yyyy-MM-ddTHH:mm}Z.";
        var next = schedule.Next(state, now);
        if (next.Date > calendar.LatestDue(now).AddDays(1))
            yield return $"The next night is that of {next.Date:yyyy-MM-dd}, at {next.Instant.UtcDateTime:yyyy-MM-ddTHH:mm}Z, "
                + $"{(next.Instant - now).TotalHours:0} hours from now: the night of {state.LastDate:yyyy-MM-dd} has already run. "
                + "Facts wait until then.";
    }
}
