using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Auditing;
using Enrollment.Worker.NightlyCycle;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon;
using Marten.Events.Daemon.Internals;
using Marten.Subscriptions;

namespace Enrollment.Worker.Publishing;

/// <summary>
/// Follows the committed events in their order and publishes what they announce, each with a stable message id. The daemon notes its progress after the
/// broker has confirmed: a crash in between sends again, never less.
/// </summary>
public sealed class AnnouncementSubscription : SubscriptionBase
{
    /// <summary>Its name in the store, which its progress and its leader's lock go by.</summary>
    public const string SubscriptionName = "Announcements";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly EnrollmentOptions _options;
    private readonly ILogger<AnnouncementSubscription> _log;
    private AnnouncementChannel? _channel;

    public AnnouncementSubscription(EnrollmentOptions options, ILogger<AnnouncementSubscription> log)
    {
        (_options, _log) = (options, log);
        // Facts are half of the events; they are not even read.
        foreach (var kind in typeof(PeriodEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PeriodEvent))))
            IncludeType(kind);
        IncludeType<NightFinished>();
        Options.BatchSize = 2000;
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var night in page.Events.Select(recorded => recorded.Data).OfType<NightFinished>())
            if (night.Digest is { } digest)
                await new DigestKeeper(_options, _log).Keep(night.BusinessDate, digest, cancellationToken);
        await PublishAll(page.Events.Select(Announcement.Of).OfType<Announcement>().Select(Outgoing.Of).ToArray(), cancellationToken);
        return NullChangeListener.Instance;
    }

    public override async ValueTask DisposeAsync()
    {
        await GiveUpChannel();
        await base.DisposeAsync();
    }

    /// <summary>
    /// Goes on with the first message that was not confirmed. After a refusal a single one tries the way, then two, then four: whatever stands in it, the others are
    /// not flooded with repetitions.
    /// </summary>
    private async Task PublishAll(ReadOnlyMemory<Outgoing> messages, CancellationToken cancellationToken)
    {
        var (atOnce, pause) = (messages.Length, ShortestPause);
        while (messages.Length > 0)
        {
            try
            {
                var next = messages[..Math.Min(atOnce, messages.Length)];
                await Publish(next.ToArray(), cancellationToken);
                messages = messages[next.Length..];
                atOnce *= 2;
                if (atOnce >= messages.Length)
                    pause = ShortestPause;
            }
            catch (Exception broker)
            {
                // Nothing may be left under way on a channel that is used again.
                await GiveUpChannel();
                if (cancellationToken.IsCancellationRequested)
                    throw;
                messages = messages[((broker as NotConfirmedException)?.Confirmed ?? 0)..];
                atOnce = 1;
                _log.LogWarning(broker, "{Count} announcements could not be published; they are tried again in {Pause} and until the broker takes them", messages.Length, pause);
                await Task.Delay(pause, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task Publish(Outgoing[] messages, CancellationToken cancellationToken)
    {
        _channel ??= await AnnouncementChannel.Open(_options.RabbitMq, cancellationToken);
        var publishing = _channel.Publish(messages, cancellationToken);
        for (var slice = 1; await Task.WhenAny(publishing, Task.Delay(Silence, cancellationToken)) != publishing && !cancellationToken.IsCancellationRequested; slice++)
            _log.LogWarning("{Count} announcements wait for the broker since {Waiting}; it takes nothing while it is short of memory or disk", messages.Length, slice * Silence);
        await publishing;
    }

    private async Task GiveUpChannel()
    {
        var given = Interlocked.Exchange(ref _channel, null);
        if (given is null)
            return;
        try
        {
            await given.DisposeAsync();
        }
        catch (Exception gone)
        {
            _log.LogDebug(gone, "The channel was gone already");
        }
    }
}
