using Marten;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>What a phase does. The caller commits the session, together with the note that it was done.</summary>
public interface INightlyWork
{
    /// <summary>Cuts the phase into segments of seconds, numbered from 1.</summary>
    Task<PlannedWork> Plan(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken);

    /// <summary>Does the work of one segment; may be called again when the commit fails, then with another session.</summary>
    Task<SegmentCounts> Run(IDocumentSession session, NightlyRun run, int segment, CancellationToken cancellationToken);
}
