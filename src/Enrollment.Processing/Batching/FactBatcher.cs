using Enrollment.Processing.Observability;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Processing.Batching;

/// <summary>
/// Records facts of one kind in shared transactions. A single fact does not wait, and a burst shares reads and commits. This process never
/// has two facts of one key in two transactions at once.
/// </summary>
public abstract class FactBatcher<TFact> : BackgroundService
{
    private readonly BatchLane<TFact>[] _lanes;
    private readonly LaneShares[] _shares;
    private readonly SeparateLanes<TFact> _separate;

    protected FactBatcher(int lanes, ILogger log)
    {
        var batches = new FactBatches<TFact>(RecordTogetherAsync, log);
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => new BatchLane<TFact>(batches))];
        _shares = [.. _lanes.Select(_ => new LaneShares())];
        _separate = new SeparateLanes<TFact>(batches, log);
    }

    /// <summary>Returns when the fact is committed.</summary>
    public Task<FactOutcome> RecordAsync(TFact fact, CancellationToken cancellationToken)
    {
        var waiting = new WaitingFact<TFact>(fact, KeyOf(fact), cancellationToken);
        if (!LaneOf(waiting.Key).TryAdd(waiting))
            throw new OperationCanceledException("The worker is stopping; the fact stays in its queue.");
        return waiting.Outcome;
    }

    protected abstract string KeyOf(TFact fact);

    /// <summary>Records the facts in one transaction, and returns the result of each in their order.</summary>
    protected abstract Task<IReadOnlyList<RecordedFact>> RecordTogetherAsync(IReadOnlyList<TFact> facts);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var work = _lanes.Select((_, lane) => Task.Run(() => WorkAsync(lane, stoppingToken), CancellationToken.None)).ToArray();
        // A lane that fails stops the worker. When the worker stops, each lane finishes its transaction.
        var ended = await Task.WhenAny(work);
        if (ended.IsFaulted)
            await ended;
        await Task.WhenAll(work.Append(_separate.WhenAllEndedAsync()));
    }

    private BatchLane<TFact> LaneOf(string key) => _lanes[(uint)StringComparer.Ordinal.GetHashCode(key) % _lanes.Length];

    private async Task WorkAsync(int lane, CancellationToken stoppingToken)
    {
        try
        {
            while (await _lanes[lane].WaitAsync(stoppingToken))
            {
                var recorded = await _lanes[lane].RecordNextAsync(_separate.TryAdd);
                var exceeding = _shares[lane].Add(recorded.Select(fact => (fact.Key, fact.Cost)));
                _separate.Open(recorded.Where(fact => fact.HasFailed).Select(fact => fact.Key).Concat(exceeding), stoppingToken);
            }
        }
        finally
        {
            _lanes[lane].Close();
        }
    }
}
