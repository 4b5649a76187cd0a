using Enrollment.Storage.Access;

namespace Enrollment.Processing.Batching;

/// <summary>
/// Records a batch of facts in one transaction. After a conflict with another process it tries again a few times. After another error it
/// records the facts one by one, so that a fact that fails does not affect the others.
/// </summary>
public sealed class FactBatches<TFact>(Func<IReadOnlyList<TFact>, Task<IReadOnlyList<RecordedFact>>> recordTogether, ILogger log)
{
    public async Task RecordAsync(List<WaitingFact<TFact>> batch)
    {
        batch.RemoveAll(waiting => waiting.TryCancel());
        try
        {
            await RecordTogetherAsync(batch);
        }
        catch (Exception exception) when (batch.Count > 1 && !ExceptionClassifier.IsUnreachable(exception))
        {
            log.LogDebug(exception, "{Count} facts could not be recorded together; they are recorded one by one", batch.Count);
            foreach (var waiting in batch)
                await RecordSingleAsync(waiting);
        }
        catch (Exception exception)
        {
            batch.ForEach(waiting => waiting.Fail(exception));
        }
    }

    private async Task RecordTogetherAsync(List<WaitingFact<TFact>> batch)
    {
        if (batch.Count == 0)
            return;
        var recorded = await ConflictRetry.RunAsync(() => recordTogether([.. batch.Select(waiting => waiting.Fact)]));
        for (var i = 0; i < batch.Count; i++)
            batch[i].Succeed(recorded[i]);
    }

    private async Task RecordSingleAsync(WaitingFact<TFact> waiting)
    {
        try
        {
            waiting.Succeed((await recordTogether([waiting.Fact]))[0]);
        }
        catch (Exception exception)
        {
            waiting.Fail(exception);
        }
    }
}
