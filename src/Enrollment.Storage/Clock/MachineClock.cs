namespace Enrollment.Storage.Clock;

/// <summary>The machine's clock: neither the demonstration clock nor the organization's time in a test.</summary>
public sealed class MachineClock(TimeProvider time)
{
    public MachineClock()
        : this(TimeProvider.System) { }

    public DateTimeOffset Now => time.GetUtcNow();
}
