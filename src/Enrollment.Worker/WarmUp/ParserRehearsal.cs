using Enrollment.Intake.Facts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Announcements;
using Enrollment.Storage;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Worker.WarmUp;

/// <summary>Reads a body of each kind of fact, and the latest events of the store, and writes what these announce.</summary>
internal sealed class ParserRehearsal(IDocumentStore store, EnrollmentOptions options, TimeProvider time, ILogger<ParserRehearsal> log)
{
    private const int Events = 50;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (type, body) in SampleBodies.All)
            FactParser.Read(type.Name, body, time.GetUtcNow(), options.Zone);
        await ReadEventsAsync(cancellationToken);
    }

    // Data that is broken keeps nobody from working with the rest.
    private async Task ReadEventsAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        try
        {
            var latest = session.Events.QueryAllRawEvents().OrderByDescending(recorded => recorded.Sequence).Take(Events);
            foreach (var recorded in await latest.ToListAsync(cancellationToken))
                if (Announcement.Of(recorded) is { } announcement)
                    Outgoing.Of(announcement);
        }
        catch (Exception unreadable) when (!ExceptionClassifier.IsInterruption(unreadable))
        {
            log.LogWarning("One of the latest events cannot be read: {Trouble}", ExceptionClassifier.Describe(unreadable));
        }
    }
}
