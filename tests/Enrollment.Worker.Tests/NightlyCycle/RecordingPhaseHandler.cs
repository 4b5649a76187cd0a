using Enrollment.Processing.Nights;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights;
using Marten;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>
/// Takes the place of a phase's handler: writes what it did into the given session, and counts by the segment's number.
/// </summary>
internal sealed class RecordingPhaseHandler(NightlyPhase phase, string worker, NightScript order) : INightlyPhaseHandler
{
    public static SegmentCounts CountsOf(int segment) => new(10L * segment, 7L * segment, 2L * segment, segment);

    public async Task<PlannedWork> PlanAsync(IDocumentSession session, NightlyRun run, CancellationToken cancellationToken)
    {
        await DoAsync(session, run, CompletedWork.Plan, cancellationToken);
        return new PlannedWork(phase == NightlyPhase.Batch ? order.BatchSegments : order.RolloverSegments, 0);
    }

    public async Task<SegmentCounts> RunSegmentAsync(
        IDocumentSession session,
        NightlyRun run,
        int segment,
        RejectedItems rejected,
        CancellationToken cancellationToken
    )
    {
        await DoAsync(session, run, segment, cancellationToken);
        return CountsOf(segment);
    }

    public Task<RejectedItems> FindRejectedAsync(NightlyRun run, int segment, CancellationToken cancellationToken) =>
        Task.FromResult(RejectedItems.None);

    private async Task DoAsync(IDocumentSession session, NightlyRun run, int segment, CancellationToken cancellationToken)
    {
        order.Begin();
        await order.MayGoOn(phase, segment).WaitAsync(cancellationToken);
        var done = new CompletedWork(Guid.NewGuid(), run.BusinessDate, phase, segment, worker, DateTimeOffset.UtcNow);
        session.Insert(done);
        session.Events.Append($"done/{done.Piece}", done);
        await Task.Delay(order.Takes, cancellationToken);
        order.FailIfAsked(phase, segment);
    }
}
