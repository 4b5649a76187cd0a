using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>How much work a night of a test has, and what goes wrong in it.</summary>
internal sealed class NightScript
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failuresLeft;
    private int _begun;

    public int BatchSegments { get; init; } = 3;

    public int RolloverSegments { get; init; } = 2;

    public TimeSpan Takes { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The segment of the batch that fails after it has written, before it is committed.</summary>
    public int? FailingSegment { get; init; }

    public int Failures
    {
        get => _failuresLeft;
        init => _failuresLeft = value;
    }

    /// <summary>Pieces of work that wait, not committed yet, until <see cref="Release"/>.</summary>
    public Func<NightlyPhase, int, bool> Holds { get; init; } = (_, _) => false;

    /// <summary>How often work was begun, committed or not.</summary>
    public int Begun => _begun;

    public void Begin() => Interlocked.Increment(ref _begun);

    public Task MayGoOn(NightlyPhase phase, int segment) => Holds(phase, segment) ? _released.Task : Task.CompletedTask;

    public void Release() => _released.TrySetResult();

    public void FailIfAsked(NightlyPhase phase, int segment)
    {
        if (phase == NightlyPhase.Batch && segment == FailingSegment && Interlocked.Decrement(ref _failuresLeft) >= 0)
            throw new InvalidOperationException("asked to fail");
    }
}
