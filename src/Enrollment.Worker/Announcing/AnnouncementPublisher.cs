using Enrollment.Operations.Announcing;
using Enrollment.Storage;

namespace Enrollment.Worker.Announcing;

/// <summary>
/// Publishes page after page. A page waits as long as the broker is away or blocked. A queue that refuses
/// (<c>x-overflow=reject-publish</c>) delays it for ten seconds at
/// most: the other queues have the messages already, so what is still refused then is handed back, and following pages of the same types
/// are published once.
/// </summary>
internal sealed class AnnouncementPublisher(EnrollmentOptions options, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BeforeWarning = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _refusing = [];
    private AnnouncementChannel? _channel;

    /// <summary>Returns the messages that a queue refused.</summary>
    public async Task<IReadOnlyList<Outgoing>> PublishAsync(IReadOnlyCollection<Outgoing> page, CancellationToken cancellationToken)
    {
        var refused = await PublishOnceAsync(page.ToArray(), cancellationToken);
        if (refused.Any(message => !_refusing.Contains(message.Exchange)))
            refused = await TryAgainAsync(refused, cancellationToken);
        Remember(page, refused);
        return refused;
    }

    public async ValueTask DisposeAsync() => await GiveUpChannelAsync();

    /// <summary>Ends when the broker has answered to each; goes on with the first that has no answer where a channel is lost.</summary>
    private async Task<List<Outgoing>> PublishOnceAsync(ReadOnlyMemory<Outgoing> messages, CancellationToken cancellationToken)
    {
        var refused = new List<Outgoing>();
        var (atOnce, pause) = (messages.Length, ShortestPause);
        while (messages.Length > 0)
        {
            var next = messages[..Math.Min(atOnce, messages.Length)].ToArray();
            var outcome = await TryAsync(next, cancellationToken);
            refused.AddRange(outcome.Refused.Select(place => next[place]));
            messages = messages[outcome.Answered..];
            if (outcome.Trouble is null)
            {
                (atOnce, pause) = (atOnce * 2, ShortestPause);
                continue;
            }

            // A single one tries first, then two, then four: the queues that have the rest already are not flooded with repetitions.
            atOnce = 1;
            await PauseAsync(messages.Length, pause, outcome.Trouble, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        return refused;
    }

    /// <summary>
    /// The queue may have been full for a moment only. Each try repeats messages for the other queues, so it begins with one.
    /// </summary>
    private async Task<List<Outgoing>> TryAgainAsync(List<Outgoing> refused, CancellationToken cancellationToken)
    {
        var (began, atOnce) = (TimeProvider.System.GetTimestamp(), 0);
        while (refused.Count > 0 && TimeProvider.System.GetElapsedTime(began) < LongestRefusal)
        {
            if (atOnce == 0)
                await Task.Delay(ShortestPause, cancellationToken);
            var next = refused[..Math.Clamp(atOnce, 1, refused.Count)];
            var again = await PublishOnceAsync(next.ToArray(), cancellationToken);
            refused = [.. again, .. refused[next.Count..]];
            atOnce = again.Count == 0 ? next.Count * 2 : 0;
        }

        return refused;
    }

    // By type: a queue that is bound to few of them refuses only these, and a page without them says nothing about it.
    private void Remember(IReadOnlyCollection<Outgoing> page, IReadOnlyList<Outgoing> refused)
    {
        var refusing = refused.Select(message => message.Exchange).ToHashSet();
        foreach (var exchange in refusing.Where(_refusing.Add))
            log.LogWarning("A queue bound to {Exchange} refuses announcements. The worker goes on and keeps their positions", exchange);
        foreach (var exchange in page.Select(message => message.Exchange).Distinct().Where(exchange => !refusing.Contains(exchange)))
            if (_refusing.Remove(exchange))
                log.LogInformation("Announcements of {Exchange} are taken by every queue again", exchange);
    }

    private async Task<PublishOutcome> TryAsync(Outgoing[] messages, CancellationToken cancellationToken)
    {
        var outcome = PublishOutcome.Failed(new IOException("No channel could be opened."));
        try
        {
            _channel ??= await AnnouncementChannel.OpenAsync(options.RabbitMq, cancellationToken);
            outcome = await WatchAsync(_channel.PublishAsync(messages, cancellationToken), messages.Length, cancellationToken);
        }
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = PublishOutcome.Failed(trouble);
        }
        finally
        {
            // Nothing may be left under way on a channel that is used again.
            if (outcome.Trouble is not null)
                await GiveUpChannelAsync();
        }

        return outcome;
    }

    private async Task<PublishOutcome> WatchAsync(Task<PublishOutcome> publishing, int count, CancellationToken cancellationToken)
    {
        for (var slice = 1; await Task.WhenAny(publishing, Task.Delay(BeforeWarning, cancellationToken)) != publishing; slice++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            log.LogWarning(
                "{Count} announcements wait for the broker since {Waiting}; it takes nothing while it is short of memory or disk",
                count,
                slice * BeforeWarning
            );
        }

        return await publishing;
    }

    private Task PauseAsync(int count, TimeSpan pause, Exception trouble, CancellationToken cancellationToken)
    {
        log.LogWarning(
            trouble,
            "{Count} announcements could not be published; they are tried again in {Pause} and until the broker takes them",
            count,
            pause
        );
        return Task.Delay(pause, cancellationToken);
    }

    private async Task GiveUpChannelAsync()
    {
        if (Interlocked.Exchange(ref _channel, null) is not { } channel)
            return;
        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception gone)
        {
            log.LogDebug(gone, "The channel was gone already");
        }
    }
}
