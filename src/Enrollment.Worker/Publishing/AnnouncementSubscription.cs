using Enrollment.Domain.Enrollments;
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
    private static readonly TimeSpan BrokerIsAway = TimeSpan.FromSeconds(2);

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
        var announcements = page.Events.Select(Announcement.Of).OfType<Announcement>().ToArray();
        if (announcements.Length > 0)
            await PublishAll(announcements, cancellationToken);
        return NullChangeListener.Instance;
    }

    public override async ValueTask DisposeAsync()
    {
        await GiveUpChannel();
        await base.DisposeAsync();
    }

    private async Task PublishAll(Announcement[] announcements, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                _channel ??= await AnnouncementChannel.Open(_options.RabbitMq, cancellationToken);
                await _channel.Publish(announcements, cancellationToken);
                return;
            }
            catch (Exception broker)
            {
                // Nothing may be left under way on a channel that is used again.
                await GiveUpChannel();
                if (cancellationToken.IsCancellationRequested)
                    throw;
                _log.LogWarning(broker, "{Count} announcements could not be published; they are tried again until the broker takes them", announcements.Length);
                await Task.Delay(BrokerIsAway, cancellationToken);
            }
        }
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
