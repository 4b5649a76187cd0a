namespace Enrollment.Storage.Clock;

/// <summary>The machine's own clock: never the demonstration clock, nor the time a test sets for the organization.</summary>
public sealed class MachineClock(TimeProvider time)
{
    public MachineClock()
        : this(TimeProvider.System) { }

    public DateTimeOffset Now => time.GetUtcNow();
}
