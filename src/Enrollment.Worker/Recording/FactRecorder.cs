using System.Collections.Concurrent;
using System.Threading.Channels;
using Enrollment.Domain;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.Observability;
using Marten;

namespace Enrollment.Worker.Recording;

/// <summary>
/// Records facts about learners. Those that wait while a transaction is under way go together into the next one: a lone fact waits for nobody, and
/// a burst shares its reads and its commits. When a transaction fails, its facts are recorded one by one, so that one that breaks harms no other.
/// </summary>
public sealed class FactRecorder(FactTransactions transactions, ILogger<FactRecorder> log) : BackgroundService
{
    /// <summary>Two at a time, so that one is worked out while the other is written.</summary>
    private const int Lanes = 2;

    private const int MostTogether = 200;

    private readonly Channel<Waiting>[] lanes = [.. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateUnbounded<Waiting>())];

    /// <summary>Returns when the fact is committed.</summary>
    public Task<FactOutcome> Record(PersonFact fact, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(fact, cancellationToken);
        if (!LaneOf(fact.Learner).Writer.TryWrite(waiting))
            throw new OperationCanceledException("The worker is stopping; the fact stays in its queue.");
        return waiting.Outcome.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var work = lanes.Select(lane => Task.Run(() => Work(lane, stoppingToken), CancellationToken.None)).ToArray();
        // A lane that breaks stops the worker; one that ends because the worker stops lets the other finish what it began.
        var first = await Task.WhenAny(work);
        if (first.IsFaulted)
            await first;
        await Task.WhenAll(work);
    }

    /// <summary>Two facts about one learner never meet in two transactions of this process.</summary>
    private Channel<Waiting> LaneOf(LearnerId learner) => lanes[(uint)StringComparer.Ordinal.GetHashCode(learner.Value) % Lanes];

    private async Task Work(Channel<Waiting> lane, CancellationToken stoppingToken)
    {
        var together = new List<Waiting>(MostTogether);
        try
        {
            while (await lane.Reader.WaitToReadAsync(stoppingToken))
            {
                while (together.Count < MostTogether && lane.Reader.TryRead(out var next))
                    together.Add(next);
                await RecordAll(together);
                together.Clear();
            }
        }
        finally
        {
            lane.Writer.TryComplete();
            while (lane.Reader.TryRead(out var left))
                left.Outcome.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task RecordAll(List<Waiting> together)
    {
        together.RemoveAll(waiting => waiting.WasGivenUp());
        try
        {
            await RecordTogether(together);
        }
        catch (Exception trouble) when (together.Count > 1 && !Trouble.IsUnreachable(trouble))
        {
            log.LogDebug(trouble, "{Count} facts could not be recorded together; they are recorded one by one", together.Count);
            foreach (var alone in together)
                await RecordAlone(alone);
        }
        catch (Exception trouble)
        {
            together.ForEach(waiting => waiting.Outcome.TrySetException(trouble));
        }
    }

    private async Task RecordAlone(Waiting alone)
    {
        try
        {
            await RecordTogether([alone]);
        }
        catch (Exception trouble)
        {
            alone.Outcome.TrySetException(trouble);
        }
    }

    private async Task RecordTogether(List<Waiting> together)
    {
        if (together.Count == 0)
            return;
        var outcomes = await transactions.Record([.. together.Select(waiting => waiting.Fact)]);
        for (var i = 0; i < together.Count; i++)
            together[i].Outcome.TrySetResult(outcomes[i]);
    }

    private sealed record Waiting(PersonFact Fact, CancellationToken GivenUp)
    {
        public TaskCompletionSource<FactOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasGivenUp() => GivenUp.IsCancellationRequested && Outcome.TrySetCanceled(GivenUp);
    }
}
