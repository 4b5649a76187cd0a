using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Processing.Nights;

/// <summary>The work of one phase of a run. The caller commits the session together with the plan or the result.</summary>
public interface INightlyPhaseHandler
{
    /// <summary>Cuts the phase into segments that take seconds, numbered from 1.</summary>
    Task<PlannedWork> PlanAsync(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken);

    /// <summary>Carries out one segment. When the commit fails, it is called again with another session.</summary>
    /// <param name="session">Committed by the caller.</param>
    /// <param name="run">The run.</param>
    /// <param name="segment">The segment's number.</param>
    /// <param name="rejected">The items that <see cref="FindRejectedAsync"/> found: they are counted as failed and not written.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    Task<SegmentCounts> RunSegmentAsync(
        IDocumentSession session,
        NightlyRun run,
        int segment,
        RejectedItems rejected,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Tries the items of a segment one at a time, each in a transaction that is rolled back, after the segment's commit failed with an
    /// error that is not transient.
    /// </summary>
    Task<RejectedItems> FindRejectedAsync(NightlyRun run, int segment, CancellationToken cancellationToken);
}
