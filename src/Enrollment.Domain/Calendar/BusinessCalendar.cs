namespace Enrollment.Domain.Calendar;

/// <summary>Where the organization's days begin and when its nights run (semantics 4).</summary>
/// <param name="Zone">The organization's time zone.</param>
/// <param name="NightlyAt">The wall clock time of the nightly run.</param>
public sealed record BusinessCalendar(TimeZoneInfo Zone, TimeOnly NightlyAt)
{
    /// <summary>The calendar date in the organization's time zone at an instant.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>
    /// The instant at which the run of a date is due. A nightly time that the night skips means the first instant after the gap;
    /// one that the night has twice means the first.
    /// </summary>
    public DateTimeOffset NightlyInstant(DateOnly date)
    {
        var local = date.ToDateTime(NightlyAt);
        var before = At(local, OffsetAround(local, -1));
        var after = At(local, OffsetAround(local, +1));
        var first = before < after ? before : after;
        var second = before < after ? after : before;
        var instant =
            Shows(first, local) ? first
            : Shows(second, local) ? second
            : FirstAfterGap(first, second);
        return TimeZoneInfo.ConvertTime(instant, Zone);
    }

    /// <summary>The latest business date whose run is due at an instant.</summary>
    public DateOnly LatestDue(DateTimeOffset now)
    {
        // Clocks put back across midnight can make the next date's run due while the calendar still shows the date before.
        var date = DateOf(now).AddDays(1);
        while (NightlyInstant(date) > now)
            date = date.AddDays(-1);
        return date;
    }

    // Only instants are asked for their offset: that answer is unique on every night, unlike the one for a wall clock time.
    private TimeSpan OffsetAround(DateTime local, int days) => Zone.GetUtcOffset(new DateTimeOffset(local.AddDays(days), TimeSpan.Zero));

    private static DateTimeOffset At(DateTime local, TimeSpan offset) => new DateTimeOffset(local, offset).ToUniversalTime();

    private bool Shows(DateTimeOffset instant, DateTime local) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime == local;

    private DateTimeOffset FirstAfterGap(DateTimeOffset before, DateTimeOffset after)
    {
        var offset = Zone.GetUtcOffset(before);
        while (after - before > TimeSpan.FromTicks(1))
        {
            var middle = before + ((after - before) / 2);
            if (Zone.GetUtcOffset(middle) == offset)
                before = middle;
            else
                after = middle;
        }

        return after;
    }
}
