using Enrollment.Storage.Access;

namespace Enrollment.Processing.Batching;

/// <summary>
/// Records facts in one transaction. When it fails because another process was faster, it is tried again a few times; when it fails
/// otherwise, its facts are recorded one by one, so that one that breaks harms no other.
/// </summary>
internal sealed class FactBatches<TFact>(Func<IReadOnlyList<TFact>, Task<IReadOnlyList<RecordedFact>>> recordTogether, ILogger log)
{
    public async Task RecordAsync(List<WaitingFact<TFact>> together)
    {
        together.RemoveAll(waiting => waiting.WasGivenUp());
        try
        {
            await RecordInOneAsync(together);
        }
        catch (Exception trouble) when (together.Count > 1 && !ExceptionClassifier.IsUnreachable(trouble))
        {
            log.LogDebug(trouble, "{Count} facts could not be recorded together; they are recorded one by one", together.Count);
            foreach (var alone in together)
                await RecordAloneAsync(alone);
        }
        catch (Exception trouble)
        {
            together.ForEach(waiting => waiting.Fail(trouble));
        }
    }

    private async Task RecordInOneAsync(List<WaitingFact<TFact>> together)
    {
        if (together.Count == 0)
            return;
        var recorded = await ConflictRetry.RunAsync(() => recordTogether([.. together.Select(waiting => waiting.Fact)]));
        for (var i = 0; i < together.Count; i++)
            together[i].Succeed(recorded[i]);
    }

    private async Task RecordAloneAsync(WaitingFact<TFact> alone)
    {
        try
        {
            alone.Succeed((await recordTogether([alone.Fact]))[0]);
        }
        catch (Exception trouble)
        {
            alone.Fail(trouble);
        }
    }
}
