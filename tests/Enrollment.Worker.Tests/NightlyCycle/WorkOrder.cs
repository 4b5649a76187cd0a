using Enrollment.Worker.NightlyCycle;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>How much work a night of a test has, and what goes wrong in it.</summary>
internal sealed class WorkOrder
{
    private int failuresLeft;
    private int begun;

    public int BatchSegments { get; init; } = 3;

    public int RolloverSegments { get; init; } = 2;

    public TimeSpan Takes { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The segment of the batch that fails after it has written, before it is committed.</summary>
    public int? FailingSegment { get; init; }

    public int Failures { get => failuresLeft; init => failuresLeft = value; }

    /// <summary>How often work was begun, committed or not.</summary>
    public int Begun => begun;

    public void Begin() => Interlocked.Increment(ref begun);

    public void FailIfAsked(NightlyPhase phase, int segment)
    {
        if (phase == NightlyPhase.Batch && segment == FailingSegment && Interlocked.Decrement(ref failuresLeft) >= 0)
            throw new InvalidOperationException("asked to fail");
    }
}
