using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>What a phase does. The caller commits the session, together with the note that it was done.</summary>
public interface INightlyWork
{
    /// <summary>Cuts the phase into segments of seconds, numbered from 1.</summary>
    Task<PlannedWork> Plan(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken);

    /// <summary>Does the work of one segment; may be called again when the commit fails, then with another session.</summary>
    /// <param name="session">Committed by the caller.</param>
    /// <param name="run">The run.</param>
    /// <param name="segment">Its number.</param>
    /// <param name="unstorable">Counted as failed and left alone: what <see cref="FindUnstorable"/> found.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    Task<SegmentCounts> Run(
        IDocumentSession session,
        NightlyRun run,
        int segment,
        RejectedItems unstorable,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// A segment's commit failed for no passing reason: tries what it consists of one by one, each in a transaction that is rolled back.
    /// </summary>
    Task<RejectedItems> FindUnstorable(NightlyRun run, int segment, CancellationToken cancellationToken);
}
