using Enrollment.Processing.Observability;

namespace Enrollment.Processing.Batching;

/// <summary>A fact that waits for its transaction.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Key">Facts of one key are recorded one after the other.</param>
/// <param name="Abandoned">Canceled when the caller no longer waits for the fact.</param>
public sealed record WaitingFact<TFact>(TFact Fact, string Key, CancellationToken Abandoned)
{
    private readonly TaskCompletionSource<FactOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<FactOutcome> Outcome => _outcome.Task;

    /// <summary>Its share of the transaction's duration.</summary>
    public TimeSpan Cost { get; private set; }

    /// <summary>Whether it could not be recorded, not even alone.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>True if the caller no longer waits.</summary>
    public bool TryCancel() => Abandoned.IsCancellationRequested && _outcome.TrySetCanceled(Abandoned);

    public void Succeed(RecordedFact recorded)
    {
        Cost = recorded.Cost;
        _outcome.TrySetResult(recorded.Outcome);
    }

    public void Fail(Exception exception)
    {
        HasFailed = true;
        _outcome.TrySetException(exception);
    }

    public void Cancel() => _outcome.TrySetCanceled(CancellationToken.None);
}
