using System.Diagnostics;
using System.Threading.Channels;
using Enrollment.Storage.Access;

namespace Enrollment.Processing.Batching;

/// <summary>A queue of facts with one transaction at a time. Facts that wait during a transaction share the next one.</summary>
public sealed class BatchLane<TFact>(FactBatches<TFact> batches)
{
    private readonly Channel<WaitingFact<TFact>> _waiting = Channel.CreateUnbounded<WaitingFact<TFact>>();
    private readonly BatchSize _size = new();

    public bool IsEmpty => _waiting.Reader.Count == 0;

    /// <summary>False when the worker is stopping.</summary>
    public bool TryAdd(WaitingFact<TFact> fact) => _waiting.Writer.TryWrite(fact);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Records the waiting facts, as many as fit into one transaction.</summary>
    /// <param name="tryMove">Moves a fact to another lane; true if the fact belongs there.</param>
    public async Task<IReadOnlyList<WaitingFact<TFact>>> RecordNextAsync(Func<WaitingFact<TFact>, bool> tryMove)
    {
        var batch = new List<WaitingFact<TFact>>();
        while (batch.Count < _size.Value && _waiting.Reader.TryRead(out var next))
            if (!tryMove(next))
                batch.Add(next);
        var start = Stopwatch.GetTimestamp();
        await batches.RecordAsync(batch);
        _size.Adjust(batch.Count, Stopwatch.GetElapsedTime(start));
        return batch;
    }

    /// <summary>Accepts no more facts. Waiting messages stay in their queue.</summary>
    public void Close()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var left))
            left.Cancel();
    }
}
