namespace Enrollment.Storage.Clock;

/// <summary>
/// The time that follows from <see cref="ClockSetting"/>, or the real time if there is no setting. Timers run at real speed, so a wait for
/// a time of day has to poll the clock.
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
