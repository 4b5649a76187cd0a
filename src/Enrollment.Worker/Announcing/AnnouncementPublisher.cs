using Enrollment.Operations.Announcing;
using Enrollment.Storage;

namespace Enrollment.Worker.Announcing;

/// <summary>
/// Publishes page after page. A page waits while the broker is unreachable or blocked. A queue that refuses messages
/// (<c>x-overflow=reject-publish</c>) delays a page for at most ten seconds, because the other queues already have its messages. Messages
/// that are still refused are returned to the caller. Later pages of the same types are published once.
/// </summary>
internal sealed class AnnouncementPublisher(EnrollmentOptions options, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxRetryTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarningInterval = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _refusing = [];
    private AnnouncementChannel? _channel;

    /// <summary>Returns the messages that a queue refused.</summary>
    public async Task<IReadOnlyList<Outgoing>> PublishAsync(IReadOnlyCollection<Outgoing> page, CancellationToken cancellationToken)
    {
        var refused = await PublishOnceAsync(page.ToArray(), cancellationToken);
        if (refused.Any(message => !_refusing.Contains(message.Exchange)))
            refused = await RetryRefusedAsync(refused, cancellationToken);
        ReportRefusals(page, refused);
        return refused;
    }

    public async ValueTask DisposeAsync() => await CloseChannelAsync();

    /// <summary>
    /// Ends when the broker has answered each message. After a lost channel it continues with the first without an answer.
    /// </summary>
    private async Task<List<Outgoing>> PublishOnceAsync(ReadOnlyMemory<Outgoing> messages, CancellationToken cancellationToken)
    {
        var refused = new List<Outgoing>();
        var (atOnce, pause) = (messages.Length, MinPause);
        while (messages.Length > 0)
        {
            var next = messages[..Math.Min(atOnce, messages.Length)].ToArray();
            var outcome = await TryAsync(next, cancellationToken);
            refused.AddRange(outcome.Refused.Select(place => next[place]));
            messages = messages[outcome.Answered..];
            if (outcome.Trouble is null)
            {
                (atOnce, pause) = (atOnce * 2, MinPause);
                continue;
            }

            // First one message, then two, then four, so that queues that already have the others receive few repetitions.
            atOnce = 1;
            await PauseAsync(messages.Length, pause, outcome.Trouble, cancellationToken);
            pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        }

        return refused;
    }

    /// <summary>
    /// The queue may be full for a moment only. Each attempt repeats messages for the other queues, so it starts with one.
    /// </summary>
    private async Task<List<Outgoing>> RetryRefusedAsync(List<Outgoing> refused, CancellationToken cancellationToken)
    {
        var (began, atOnce) = (TimeProvider.System.GetTimestamp(), 0);
        while (refused.Count > 0 && TimeProvider.System.GetElapsedTime(began) < MaxRetryTime)
        {
            if (atOnce == 0)
                await Task.Delay(MinPause, cancellationToken);
            var next = refused[..Math.Clamp(atOnce, 1, refused.Count)];
            var again = await PublishOnceAsync(next.ToArray(), cancellationToken);
            refused = [.. again, .. refused[next.Count..]];
            atOnce = again.Count == 0 ? next.Count * 2 : 0;
        }

        return refused;
    }

    // By type: a queue refuses only the types that it is bound to, and a page without them shows nothing.
    private void ReportRefusals(IReadOnlyCollection<Outgoing> page, IReadOnlyList<Outgoing> refused)
    {
        var refusing = refused.Select(message => message.Exchange).ToHashSet();
        foreach (var exchange in refusing.Where(_refusing.Add))
            log.LogWarning("A queue bound to {Exchange} refuses announcements. The worker continues and keeps their positions", exchange);
        foreach (var exchange in page.Select(message => message.Exchange).Distinct().Where(exchange => !refusing.Contains(exchange)))
            if (_refusing.Remove(exchange))
                log.LogInformation("Every queue accepts announcements of {Exchange} again", exchange);
    }

    private async Task<PublishOutcome> TryAsync(Outgoing[] messages, CancellationToken cancellationToken)
    {
        var outcome = PublishOutcome.Failed(new IOException("No channel could be opened."));
        try
        {
            _channel ??= await AnnouncementChannel.OpenAsync(options.RabbitMq, cancellationToken);
            outcome = await WatchAsync(_channel.PublishAsync(messages, cancellationToken), messages.Length, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = PublishOutcome.Failed(exception);
        }
        finally
        {
            // A channel that is used again must have no unanswered messages.
            if (outcome.Trouble is not null)
                await CloseChannelAsync();
        }

        return outcome;
    }

    private async Task<PublishOutcome> WatchAsync(Task<PublishOutcome> publishing, int count, CancellationToken cancellationToken)
    {
        for (var slice = 1; await Task.WhenAny(publishing, Task.Delay(WarningInterval, cancellationToken)) != publishing; slice++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            log.LogWarning(
                "{Count} announcements wait for the broker since {Waiting}; it accepts nothing while it is short of memory or disk",
                count,
                slice * WarningInterval
            );
        }

        return await publishing;
    }

    private Task PauseAsync(int count, TimeSpan pause, Exception exception, CancellationToken cancellationToken)
    {
        log.LogWarning(exception, "{Count} announcements could not be published; the worker tries again in {Pause}", count, pause);
        return Task.Delay(pause, cancellationToken);
    }

    private async Task CloseChannelAsync()
    {
        if (Interlocked.Exchange(ref _channel, null) is not { } channel)
            return;
        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception gone)
        {
            log.LogDebug(gone, "The channel was already closed");
        }
    }
}
