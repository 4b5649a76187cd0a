using Enrollment.Domain.Enrollments;
using Enrollment.Operations.Announcing;
using Enrollment.Processing.Auditing;
using Enrollment.Queries.Announcements;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Enrollment.Storage.Announcements;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Nights;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon;
using Marten.Events.Daemon.Internals;
using Marten.Subscriptions;

namespace Enrollment.Worker.Announcing;

/// <summary>
/// Receives the committed events in their order and publishes their announcements, each with a stable message id. After the broker has
/// answered, the daemon commits its progress and the positions of refused messages. A crash before that repeats messages and loses none.
/// </summary>
internal sealed class AnnouncementSubscription : SubscriptionBase
{
    private readonly EnrollmentOptions _options;
    private readonly ILogger<AnnouncementSubscription> _log;
    private readonly AnnouncementPublisher _publisher;

    public AnnouncementSubscription(EnrollmentOptions options, ILogger<AnnouncementSubscription> log)
    {
        (_options, _log, _publisher) = (options, log, new AnnouncementPublisher(options, log));
        // Facts, which are half of the events, are not read.
        foreach (var kind in typeof(PeriodEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PeriodEvent))))
            IncludeType(kind);
        IncludeType<NightFinished>();
        Options.BatchSize = 2000;
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page,
        ISubscriptionController controller,
        IDocumentOperations operations,
        CancellationToken cancellationToken
    )
    {
        foreach (var night in page.Events.Select(recorded => recorded.Data).OfType<NightFinished>())
            if (night.Digest is { } digest)
                await new DigestKeeper(_options, _log).WriteAsync(night.BusinessDate, digest, cancellationToken);
        var messages = page.Events.Select(Announcement.Of).OfType<Announcement>().Select(Outgoing.Of).ToArray();
        var refused = await _publisher.PublishAsync(messages, cancellationToken);
        RefusedAnnouncements.Keep(operations, [.. refused.Select(message => message.Position)]);
        return NullChangeListener.Instance;
    }

    public override async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        await base.DisposeAsync();
    }
}
