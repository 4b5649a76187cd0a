namespace Enrollment.Processing.Batching;

/// <summary>
/// A lane of its own for each of a few keys whose facts take more than their share of the lane of all, or cannot be recorded, until their
/// facts are worked off: everybody else's go on meanwhile.
/// </summary>
internal sealed class SeparateLanes<TFact>(FactBatches<TFact> batches, ILogger log)
{
    /// <summary>Each takes a connection while it works, and its part of the processor.</summary>
    private const int Most = 4;

    private static readonly TimeSpan KeptEmpty = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (BatchLane<TFact> Lane, Task Work)> _lanes = new(StringComparer.Ordinal);

    /// <summary>Whether the fact has a lane of its own, and waits there now.</summary>
    public bool TryAdd(WaitingFact<TFact> fact)
    {
        lock (_lock)
            return _lanes.TryGetValue(fact.Key, out var entry) && entry.Lane.TryAdd(fact);
    }

    /// <summary>To be called by the lane that had the key's facts, between two transactions, so that no two are under way.</summary>
    public void Open(IEnumerable<string> keys, CancellationToken stoppingToken)
    {
        foreach (var key in keys)
            Open(key, stoppingToken);
    }

    public Task WhenAllEnded()
    {
        lock (_lock)
            return Task.WhenAll(_lanes.Values.Select(entry => entry.Work));
    }

    private void Open(string key, CancellationToken stoppingToken)
    {
        lock (_lock)
        {
            if (_lanes.Count >= Most || _lanes.ContainsKey(key))
                return;
            var lane = new BatchLane<TFact>(batches);
            _lanes[key] = (lane, Task.Run(() => WorkAsync(key, lane, stoppingToken), CancellationToken.None));
        }

        log.LogInformation("The facts about {Key} take long, or cannot be recorded; they are recorded apart from all others", key);
    }

    private async Task WorkAsync(string key, BatchLane<TFact> lane, CancellationToken stoppingToken)
    {
        try
        {
            while (await HasMoreAsync(lane, stoppingToken) || !CloseEmpty(key, lane))
                await lane.RecordNextAsync(passOn: _ => false);
        }
        finally
        {
            lane.Close();
        }
    }

    private static async Task<bool> HasMoreAsync(BatchLane<TFact> lane, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(KeptEmpty);
        try
        {
            return await lane.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool CloseEmpty(string key, BatchLane<TFact> lane)
    {
        lock (_lock)
            return lane.IsEmpty && _lanes.Remove(key);
    }
}
