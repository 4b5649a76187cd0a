namespace Enrollment.TestKit;

/// <summary>The machine's clock, skewed by a test.</summary>
public sealed class SkewedClock : TimeProvider
{
    /// <summary>How far it is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
