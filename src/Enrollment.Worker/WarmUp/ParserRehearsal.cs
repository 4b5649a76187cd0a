using Enrollment.Intake.Facts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Announcements;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Worker.WarmUp;

/// <summary>Parses a body of each type of fact, and serializes the announcements of the latest stored events.</summary>
internal sealed class ParserRehearsal(
    IDocumentStore store,
    EnrollmentOptions options,
    TimeProvider timeProvider,
    ILogger<ParserRehearsal> log
)
{
    private const int MaxEvents = 50;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (type, body) in SampleBodies.All)
            FactParser.Read(type.Name, body, timeProvider.GetUtcNow(), options.Zone);
        await ReadEventsAsync(cancellationToken);
    }

    // Corrupt data must not stop the worker.
    private async Task ReadEventsAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        try
        {
            var latest = session.Events.QueryAllRawEvents().OrderByDescending(recorded => recorded.Sequence).Take(MaxEvents);
            foreach (var recorded in await latest.ToListAsync(cancellationToken))
                if (Announcement.Of(recorded) is { } announcement)
                    Outgoing.Of(announcement);
        }
        catch (Exception unreadable) when (!ExceptionClassifier.IsInterruption(unreadable))
        {
            log.LogWarning("One of the latest events cannot be read: {Problem}", ExceptionClassifier.Describe(unreadable));
        }
    }
}
