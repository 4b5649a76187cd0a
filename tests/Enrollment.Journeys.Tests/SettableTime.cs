namespace Enrollment.Journeys.Tests;

/// <summary>The time of day as a test says; timers run at real speed.</summary>
public sealed class SettableTime : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Set(DateTimeOffset instant) => _now = instant.ToUniversalTime();
}
