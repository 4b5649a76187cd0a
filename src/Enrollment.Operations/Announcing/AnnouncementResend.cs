using System.Runtime.CompilerServices;
using Enrollment.Queries.Announcements;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Announcements;
using Marten;

namespace Enrollment.Operations.Announcing;

/// <summary>
/// Publishes refused announcements directly to one queue, in order, with their original ids, each confirmed. A confirmed announcement is
/// removed from the list at once, so that the resend can be stopped and run again. The queue's reader determines the speed.
/// </summary>
public sealed class AnnouncementResend(IDocumentStore store, EnrollmentOptions options)
{
    private const int AtOnce = 100;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(10);

    private long _sent;

    /// <summary>The exchanges whose messages the queue receives; null if they are unknown, which sends all messages.</summary>
    public IReadOnlySet<string>? Exchanges { get; init; }

    /// <summary>Whether the positions stay on the list for another queue that also refused them.</summary>
    public bool Keep { get; init; }

    /// <summary>Called with the number of messages sent so far.</summary>
    public Action<long> Report { get; init; } = _ => { };

    /// <summary>
    /// Ends after the last page that was on the list at the start, or when the queue has accepted no message for ten seconds.
    /// </summary>
    public async Task<ResendResult> RunAsync(string queue, CancellationToken cancellationToken)
    {
        await using var channel = await AnnouncementChannel.OpenForQueueAsync(options.RabbitMq, queue, cancellationToken);
        var unbound = 0L;
        await foreach (var page in PagesAsync(cancellationToken))
        {
            var messages = await MessagesAsync(page, cancellationToken);
            var wanted = messages.Where(IsWanted).Select(message => message.To(queue)).ToArray();
            unbound += messages.Count - wanted.Length;
            if (!await SendAsync(channel, page, wanted, cancellationToken))
                return new ResendResult(_sent, unbound, IsRefused: true);
        }

        return new ResendResult(_sent, unbound, IsRefused: false);
    }

    private bool IsWanted(Outgoing message) => Exchanges is null || Exchanges.Contains(message.Exchange);

    // A running worker can add pages at the end. These are left for the next resend.
    private async IAsyncEnumerable<RefusedPage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var last = await RefusedAnnouncements.GetLastPageAsync(session, cancellationToken);
        var next = await RefusedAnnouncements.GetPagesAsync(session, after: 0, limit: 1, cancellationToken);
        while (next is [var page] && page.FirstPosition <= last)
        {
            yield return page;
            next = await RefusedAnnouncements.GetPagesAsync(session, page.FirstPosition, limit: 1, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Outgoing>> MessagesAsync(RefusedPage page, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var events = await session.LoadEventsAsync(page.Positions, cancellationToken);
        return [.. events.Select(Announcement.Of).OfType<Announcement>().Select(Outgoing.Of)];
    }

    /// <summary>False if the queue refused for too long.</summary>
    private async Task<bool> SendAsync(
        AnnouncementChannel channel,
        RefusedPage page,
        Outgoing[] messages,
        CancellationToken cancellationToken
    )
    {
        var refusedSince = (long?)null;
        while (messages.Length > 0)
        {
            var chunk = messages[..Math.Min(AtOnce, messages.Length)];
            var accepted = await SendOnceAsync(channel, page, chunk, cancellationToken);
            messages = [.. messages.Where(message => !accepted.Contains(message.Position))];
            refusedSince = accepted.Count > 0 ? null : refusedSince ?? TimeProvider.System.GetTimestamp();
            if (refusedSince is { } since && TimeProvider.System.GetElapsedTime(since) > LongestRefusal)
                return false;
            if (accepted.Count < chunk.Length)
                await Task.Delay(RetryInterval, cancellationToken);
        }

        return true;
    }

    /// <summary>The positions that the queue accepted.</summary>
    private async Task<HashSet<long>> SendOnceAsync(
        AnnouncementChannel channel,
        RefusedPage page,
        Outgoing[] chunk,
        CancellationToken cancellationToken
    )
    {
        var outcome = await channel.PublishAsync(chunk, cancellationToken);
        var accepted = chunk
            .Take(outcome.Answered)
            .Where((_, place) => !outcome.Refused.Contains(place))
            .Select(message => message.Position)
            .ToHashSet();
        if (!Keep && accepted.Count > 0)
            await RemoveAsync(page, [.. accepted], cancellationToken);
        Report(_sent += accepted.Count);
        if (outcome.Trouble is not { } trouble)
            return accepted;
        throw new IOException($"Sending stopped: {trouble.Message.TrimEnd('.')}. {_sent} were confirmed; run the command again.", trouble);
    }

    private async Task RemoveAsync(RefusedPage page, long[] positions, CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        RefusedAnnouncements.Remove(session, page.FirstPosition, positions);
        await session.SaveChangesAsync(cancellationToken);
    }
}

/// <param name="Sent">The messages that the queue accepted.</param>
/// <param name="Unbound">The positions left on the list because the queue is not bound to messages of their types.</param>
/// <param name="IsRefused">The queue refused again before the end.</param>
public sealed record ResendResult(long Sent, long Unbound, bool IsRefused);
