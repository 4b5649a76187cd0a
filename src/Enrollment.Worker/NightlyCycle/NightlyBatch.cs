using Marten;

namespace Enrollment.Worker.NightlyCycle;

/// <summary>Sources gained and lost, rule edits, pauses.</summary>
public sealed class NightlyBatch : INightlyWork
{
    public Task<int> Plan(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<SegmentCounts> Run(IDocumentSession session, NightlyRun run, int segment, CancellationToken cancellationToken) =>
        Task.FromResult(SegmentCounts.None);
}
