using Enrollment.Chaos.Servers;
using Enrollment.Domain.Calendar;
using Enrollment.Worker.Clock;
using Marten;

namespace Enrollment.Chaos;

/// <summary>The deployment's time: runs at real speed, and is moved from night to night. Only forward, but for a jump back that is taken back.</summary>
internal sealed class VirtualClock(IDocumentStore store) : IDisposable
{
    public const string Zone = "Europe/Berlin";
    public const string NightlyAt = "02:30";

    private static readonly DateTimeOffset Beginning = new(2027, 12, 28, 11, 0, 0, TimeSpan.Zero);
    private readonly SemaphoreSlim _one = new(1);
    private ClockSetting _setting = new(Beginning, DateTimeOffset.UtcNow, Running: true);

    /// <summary>Its nights: in spring 02:30 is skipped once, in autumn it comes twice.</summary>
    public static BusinessCalendar Calendar { get; } = new(TimeZoneInfo.FindSystemTimeZoneById(Zone), new TimeOnly(2, 30));

    public DateTimeOffset Now => _setting.TimeAt(DateTimeOffset.UtcNow);

    public Task Begin(CancellationToken cancellation) => Set(Beginning, cancellation);

    /// <summary>A second before the next night, and on from there.</summary>
    public Task<DateOnly> ToNextNight(CancellationToken cancellation) => ToNightOf(Calendar.LatestDue(Now).AddDays(1), cancellation);

    /// <summary>A second before the next night whose date has that month and day: whole months of nights are missed.</summary>
    public Task<DateOnly> ToNext(Func<DateOnly, bool> isIt, CancellationToken cancellation)
    {
        var date = Calendar.LatestDue(Now).AddDays(1);
        while (!isIt(date))
            date = date.AddDays(1);
        return ToNightOf(date, cancellation);
    }

    public async Task BackAndForth(TimeSpan back, TimeSpan meanwhile, CancellationToken cancellation)
    {
        var from = Now;
        await Set(from - back, cancellation);
        await Task.Delay(meanwhile, cancellation);
        await Set(from + meanwhile, cancellation);
    }

    public Task Forward(TimeSpan by, CancellationToken cancellation) => Set(Now + by, cancellation);

    public void Dispose() => _one.Dispose();

    private async Task<DateOnly> ToNightOf(DateOnly date, CancellationToken cancellation)
    {
        await Set(Calendar.NightlyInstant(date).AddSeconds(-1), cancellation);
        return date;
    }

    private async Task Set(DateTimeOffset instant, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            // Facts are dated by it only when the workers can know it: the door refuses what lies ahead.
            if (await Wait.Until(Write, TimeSpan.FromMinutes(2), cancellation))
                _setting = new ClockSetting(instant.ToUniversalTime(), DateTimeOffset.UtcNow, Running: true);
        }
        finally
        {
            _one.Release();
        }

        async Task<bool> Write()
        {
            await ClockSetting.Set(store, instant, running: true, cancellation);
            return true;
        }
    }
}
