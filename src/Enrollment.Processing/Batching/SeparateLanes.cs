using Enrollment.Storage.Access;

namespace Enrollment.Processing.Batching;

/// <summary>
/// Gives a few keys a lane of their own, because their facts take more than their share of a common lane, or cannot be recorded. A separate
/// lane closes when it stays empty.
/// </summary>
internal sealed class SeparateLanes<TFact>(FactBatches<TFact> batches, ILogger log)
{
    /// <summary>Each lane uses a connection and a part of the processor.</summary>
    private const int MaxLanes = 4;

    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (BatchLane<TFact> Lane, Task Work)> _lanes = new(StringComparer.Ordinal);

    /// <summary>Adds the fact to the lane of its key; false if the key has none.</summary>
    public bool TryAdd(WaitingFact<TFact> fact)
    {
        lock (_lock)
            return _lanes.TryGetValue(fact.Key, out var entry) && entry.Lane.TryAdd(fact);
    }

    /// <summary>
    /// Must be called by the common lane of the keys between two transactions, so that no key has two transactions at once.
    /// </summary>
    public void Open(IEnumerable<string> keys, CancellationToken stoppingToken)
    {
        foreach (var key in keys)
            Open(key, stoppingToken);
    }

    public Task WhenAllEndedAsync()
    {
        lock (_lock)
            return Task.WhenAll(_lanes.Values.Select(entry => entry.Work));
    }

    private void Open(string key, CancellationToken stoppingToken)
    {
        lock (_lock)
        {
            if (_lanes.Count >= MaxLanes || _lanes.ContainsKey(key))
                return;
            var lane = new BatchLane<TFact>(batches);
            _lanes[key] = (lane, Task.Run(() => WorkAsync(key, lane, stoppingToken), CancellationToken.None));
        }

        log.LogInformation("The facts about {Key} take long, or cannot be recorded; they are recorded in a separate lane", key);
    }

    private async Task WorkAsync(string key, BatchLane<TFact> lane, CancellationToken stoppingToken)
    {
        try
        {
            while (await HasMoreAsync(lane, stoppingToken) || !TryClose(key, lane))
                await lane.RecordNextAsync(tryMove: _ => false);
        }
        finally
        {
            lane.Close();
        }
    }

    private static async Task<bool> HasMoreAsync(BatchLane<TFact> lane, CancellationToken stoppingToken)
    {
        using var timeout = Timeouts.Start(IdleTimeout, stoppingToken);
        try
        {
            return await lane.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool TryClose(string key, BatchLane<TFact> lane)
    {
        lock (_lock)
            return lane.IsEmpty && _lanes.Remove(key);
    }
}
