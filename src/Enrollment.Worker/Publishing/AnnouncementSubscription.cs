using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using MassTransit;

namespace Enrollment.Worker.Publishing;

/// <summary>
/// Follows the committed events in their order and publishes what they announce, each with a stable message id. The daemon notes its progress after the
/// broker has confirmed: a crash in between sends again, never less.
/// </summary>
public sealed class AnnouncementSubscription(IBus bus, ILogger<AnnouncementSubscription> log) : SubscriptionBase
{
    private static readonly TimeSpan BrokerIsAway = TimeSpan.FromSeconds(2);

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var batch in page.Events.Select(Announcements.Of).OfType<object>().Chunk(200))
            await PublishAll(batch, cancellationToken);
        return NullChangeListener.Instance;
    }

    private async Task PublishAll(object[] announcements, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Task.WhenAll(announcements.Select(announcement => Publish(announcement, cancellationToken)));
                return;
            }
            catch (Exception broker) when (broker is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                log.LogWarning(broker, "{Count} announcements could not be published; they are tried again until the broker takes them", announcements.Length);
                await Task.Delay(BrokerIsAway, cancellationToken);
            }
        }
    }

    private Task Publish(object announcement, CancellationToken cancellationToken) =>
        bus.Publish(announcement, announcement.GetType(), context => context.MessageId = IdOf(announcement), cancellationToken);

    private static Guid IdOf(object announcement) => announcement switch
    {
        Contracts.EnrollmentAnnouncement change => change.MessageId,
        Contracts.NightlyRunCompleted night => night.MessageId,
        _ => throw new ArgumentOutOfRangeException(nameof(announcement), announcement.GetType().Name, "Unknown kind of announcement."),
    };
}
