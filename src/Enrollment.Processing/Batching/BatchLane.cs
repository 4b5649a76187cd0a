using System.Diagnostics;
using System.Threading.Channels;
using Enrollment.Storage.Access;

namespace Enrollment.Processing.Batching;

/// <summary>
/// Facts that are recorded one transaction after the other. Those that wait while one is under way go together into the next.
/// </summary>
internal sealed class BatchLane<TFact>(FactBatches<TFact> batches)
{
    private readonly Channel<WaitingFact<TFact>> _waiting = Channel.CreateUnbounded<WaitingFact<TFact>>();
    private readonly BatchSize _size = new();

    public bool IsEmpty => _waiting.Reader.Count == 0;

    /// <summary>False when the worker is stopping.</summary>
    public bool TryAdd(WaitingFact<TFact> fact) => _waiting.Writer.TryWrite(fact);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Records what waits, as far as it goes into one transaction.</summary>
    /// <param name="passOn">Takes a fact out of this lane, where it belongs into another.</param>
    public async Task<IReadOnlyList<WaitingFact<TFact>>> RecordNextAsync(Func<WaitingFact<TFact>, bool> passOn)
    {
        var together = new List<WaitingFact<TFact>>();
        while (together.Count < _size.Value && _waiting.Reader.TryRead(out var next))
            if (!passOn(next))
                together.Add(next);
        var begun = Stopwatch.GetTimestamp();
        await batches.RecordAsync(together);
        _size.Adjust(together.Count, Stopwatch.GetElapsedTime(begun));
        return together;
    }

    /// <summary>Nothing is taken any more; what waits stays in its queue.</summary>
    public void Close()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var left))
            left.Cancel();
    }
}
