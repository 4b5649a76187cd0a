using System.Threading.Channels;
using Enrollment.Processing.Learners;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Marten;

namespace Enrollment.Processing.DeadLetters;

/// <summary>
/// Writes dead letters. Those that wait while a transaction is under way share the next one; when that fails, each is written on its own,
/// so that one that cannot be stored harms no other.
/// </summary>
internal sealed class DeadLetterWriter(IDocumentStore store, DeadLetterTrimmer trimmer) : BackgroundService
{
    private const int MostTogether = 100;
    private const int MostBytesTogether = 1 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();

    /// <summary>Returns when the letter is committed.</summary>
    public Task StoreAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(letter);
        if (!_waiting.Writer.TryWrite(waiting))
            throw new OperationCanceledException("The worker is stopping; the message stays in its queue.");
        return waiting.Done.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var together = new List<Waiting>(MostTogether);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                Gather(together);
                await WriteAsync(together, stoppingToken);
                together.Clear();
            }
        }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var left))
                left.Done.TrySetCanceled(CancellationToken.None);
        }
    }

    private void Gather(List<Waiting> together)
    {
        var bytes = 0;
        while (together.Count < MostTogether && bytes < MostBytesTogether && _waiting.Reader.TryRead(out var next))
        {
            together.Add(next);
            bytes += next.Letter.Body.Text.Length;
        }
    }

    private async Task WriteAsync(List<Waiting> together, CancellationToken stoppingToken)
    {
        try
        {
            await CommitAsync(together, stoppingToken);
        }
        catch (Exception trouble) when (together.Count > 1 && !ExceptionClassifier.IsInterruption(trouble))
        {
            foreach (var alone in together)
                await WriteAsync([alone], stoppingToken);
        }
        catch (Exception trouble)
        {
            together.ForEach(waiting => waiting.Done.TrySetException(trouble));
        }
    }

    private async Task CommitAsync(List<Waiting> together, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(Limit);
        try
        {
            await using var session = store.LightweightSession();
            // A message that comes twice is one row.
            var letters = together.Select(waiting => waiting.Letter).DistinctBy(letter => letter.Id).ToArray();
            session.Store((await ErasedLearners.WithoutThemAsync(session, letters, limit.Token)).ToArray());
            await session.SaveChangesAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The database did not store dead letters within {Limit.TotalSeconds:0} s.");
        }

        together.ForEach(waiting => waiting.Done.TrySetResult());
        trimmer.Stored(together.Count);
    }

    private sealed record Waiting(DeadLetter Letter)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
