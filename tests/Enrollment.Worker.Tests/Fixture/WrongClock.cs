namespace Enrollment.Worker.Tests.Fixture;

/// <summary>A machine's clock that a test puts wrong.</summary>
public sealed class WrongClock : TimeProvider
{
    /// <summary>How far it is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
