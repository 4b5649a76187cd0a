using System.Threading.Channels;
using Enrollment.Processing.Learners;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Marten;

namespace Enrollment.Processing.DeadLetters;

/// <summary>
/// Stores dead letters. Those that wait during a transaction share the next one. When it fails, each is stored on its own, so that one that
/// cannot be stored does not affect the others.
/// </summary>
public sealed class DeadLetterWriter(IDocumentStore store, DeadLetterTrimmer trimmer) : BackgroundService
{
    private const int MaxBatchSize = 100;
    private const int MaxBatchBytes = 1 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

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
        var batch = new List<Waiting>(MaxBatchSize);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                Gather(batch);
                await WriteAsync(batch, stoppingToken);
                batch.Clear();
            }
        }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var left))
                left.Done.TrySetCanceled(CancellationToken.None);
        }
    }

    private void Gather(List<Waiting> batch)
    {
        var bytes = 0;
        while (batch.Count < MaxBatchSize && bytes < MaxBatchBytes && _waiting.Reader.TryRead(out var next))
        {
            batch.Add(next);
            bytes += next.Letter.Body.Text.Length;
        }
    }

    private async Task WriteAsync(List<Waiting> batch, CancellationToken stoppingToken)
    {
        try
        {
            await CommitAsync(batch, stoppingToken);
        }
        catch (Exception exception) when (batch.Count > 1 && !ExceptionClassifier.IsInterruption(exception))
        {
            foreach (var single in batch)
                await WriteAsync([single], stoppingToken);
        }
        catch (Exception exception)
        {
            batch.ForEach(waiting => waiting.Done.TrySetException(exception));
        }
    }

    private async Task CommitAsync(List<Waiting> batch, CancellationToken stoppingToken)
    {
        using var timeout = Timeouts.Start(Timeout, stoppingToken);
        try
        {
            await using var session = store.LightweightSession();
            // A repeated message is one row.
            var letters = batch.Select(waiting => waiting.Letter).DistinctBy(letter => letter.Id).ToArray();
            session.Store((await ErasedLearners.RedactAsync(session, letters, timeout.Token)).ToArray());
            await session.SaveChangesAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The database did not store dead letters within {Timeout.TotalSeconds:0} s.");
        }

        batch.ForEach(waiting => waiting.Done.TrySetResult());
        trimmer.Stored(batch.Count);
    }

    private sealed record Waiting(DeadLetter Letter)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
