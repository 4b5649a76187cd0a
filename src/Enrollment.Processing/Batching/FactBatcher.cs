using Enrollment.Processing.Observability;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Processing.Batching;

/// <summary>
/// Records facts of one kind in transactions they share: a lone fact waits for nobody, and a burst shares its reads and its commits. Two
/// facts of one key never meet in two transactions of this process.
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
    public Task<FactOutcome> Record(TFact fact, CancellationToken cancellationToken)
    {
        var waiting = new WaitingFact<TFact>(fact, KeyOf(fact), cancellationToken);
        if (!LaneOf(waiting.Key).TryAdd(waiting))
            throw new OperationCanceledException("The worker is stopping; the fact stays in its queue.");
        return waiting.Outcome;
    }

    protected abstract string KeyOf(TFact fact);

    /// <summary>In one transaction; what became of each fact, in their order.</summary>
    protected abstract Task<IReadOnlyList<RecordedFact>> RecordTogetherAsync(IReadOnlyList<TFact> facts);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var work = _lanes.Select((_, lane) => Task.Run(() => WorkAsync(lane, stoppingToken), CancellationToken.None)).ToArray();
        // A lane that breaks stops the worker; one that ends because the worker stops lets the others finish what they began.
        var first = await Task.WhenAny(work);
        if (first.IsFaulted)
            await first;
        await Task.WhenAll(work.Append(_separate.WhenAllEnded()));
    }

    private BatchLane<TFact> LaneOf(string key) => _lanes[(uint)StringComparer.Ordinal.GetHashCode(key) % _lanes.Length];

    private async Task WorkAsync(int lane, CancellationToken stoppingToken)
    {
        try
        {
            while (await _lanes[lane].WaitAsync(stoppingToken))
            {
                var recorded = await _lanes[lane].RecordNextAsync(_separate.TryAdd);
                var tooMuch = _shares[lane].Add(recorded.Select(fact => (fact.Key, fact.Cost)));
                _separate.Open(recorded.Where(fact => fact.HasFailed).Select(fact => fact.Key).Concat(tooMuch), stoppingToken);
            }
        }
        finally
        {
            _lanes[lane].Close();
        }
    }
}
