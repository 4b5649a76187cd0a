using Enrollment.Contracts;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using MassTransit;
using MassTransit.Serialization;

namespace Enrollment.Worker.Publishing;

/// <summary>
/// Follows the committed events in their order and publishes what they announce, each with a stable message id. The daemon notes its progress after the
/// broker has confirmed: a crash in between sends again, never less.
/// </summary>
public sealed class AnnouncementSubscription(IServiceProvider services, ILogger<AnnouncementSubscription> log) : SubscriptionBase
{
    private static readonly SystemTextJsonRawMessageSerializer PlainJson = new(RawSerializerOptions.AddTransportHeaders);
    private static readonly TimeSpan BrokerIsAway = TimeSpan.FromSeconds(2);

    // Not asked for in the constructor: the store is built with its subscriptions, and the bus is built with the store.
    private readonly Lazy<IBus> _bus = new(services.GetRequiredService<IBus>);

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var batch in page.Events.Select(Announcement.Of).OfType<Announcement>().Chunk(200))
            await PublishAll(batch, cancellationToken);
        return NullChangeListener.Instance;
    }

    private async Task PublishAll(Announcement[] announcements, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Task.WhenAll(announcements.GroupBy(announcement => announcement.Stream).Select(stream => InOrder(stream, cancellationToken)));
                return;
            }
            catch (Exception broker) when (broker is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                log.LogWarning(broker, "{Count} announcements could not be published; they are tried again until the broker takes them", announcements.Length);
                await Task.Delay(BrokerIsAway, cancellationToken);
            }
        }
    }

    /// <summary>The contract's JSON and nothing around it: an LMS in any language reads it.</summary>
    private static void AsPlainJson(SendContext context, Guid id)
    {
        context.MessageId = id;
        context.Serializer = PlainJson;
    }

    /// <summary>Whoever follows one enrollment gets its changes in their order; different enrollments need not wait for each other.</summary>
    private async Task InOrder(IEnumerable<Announcement> stream, CancellationToken cancellationToken)
    {
        foreach (var (_, id, message) in stream)
            await _bus.Value.Publish(message, message.GetType(), context => AsPlainJson(context, id), cancellationToken);
    }
}
