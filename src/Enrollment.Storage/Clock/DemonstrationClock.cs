namespace Enrollment.Storage.Clock;

/// <summary>
/// The time of day as <see cref="ClockSetting"/> says, or the real time while there is none. Timers run at real speed: whoever
/// waits for a time of day has to look at the clock again and again.
/// </summary>
public sealed class DemonstrationClock : TimeProvider
{
    private volatile ClockSetting? _setting;

    public override DateTimeOffset GetUtcNow()
    {
        var realTime = base.GetUtcNow();
        return _setting?.TimeAt(realTime) ?? realTime;
    }

    public void Follow(ClockSetting? latest) => _setting = latest;
}
