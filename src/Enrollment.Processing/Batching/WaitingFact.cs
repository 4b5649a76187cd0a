using Enrollment.Processing.Observability;

namespace Enrollment.Processing.Batching;

/// <summary>A fact that waits for its transaction.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Key">Facts of one key are recorded one after the other.</param>
/// <param name="GivenUp">Canceled when nobody waits for it any more.</param>
internal sealed record WaitingFact<TFact>(TFact Fact, string Key, CancellationToken GivenUp)
{
    private readonly TaskCompletionSource<FactOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<FactOutcome> Outcome => _outcome.Task;

    /// <summary>The part of its transaction's time that it took.</summary>
    public TimeSpan Cost { get; private set; }

    /// <summary>It could not be recorded, not even alone.</summary>
    public bool HasFailed { get; private set; }

    public bool WasGivenUp() => GivenUp.IsCancellationRequested && _outcome.TrySetCanceled(GivenUp);

    public void Succeed(RecordedFact recorded)
    {
        Cost = recorded.Cost;
        _outcome.TrySetResult(recorded.Outcome);
    }

    public void Fail(Exception trouble)
    {
        HasFailed = true;
        _outcome.TrySetException(trouble);
    }

    public void Cancel() => _outcome.TrySetCanceled(CancellationToken.None);
}
