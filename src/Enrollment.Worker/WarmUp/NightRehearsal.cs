using Enrollment.Processing.Nights;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Worker.WarmUp;

/// <summary>Runs a segment of the batch and one of the rollover, for a date before every real run.</summary>
internal sealed class NightRehearsal(
    IDocumentStore store,
    [FromKeyedServices(NightlyPhase.Batch)] INightlyPhaseHandler batch,
    [FromKeyedServices(NightlyPhase.Rollover)] INightlyPhaseHandler rollover
)
{
    private static readonly string Segments = $"""
        insert into {NightlySegmentTable.Table.Name} ({NightlySegmentTable.Table.ColumnList}) values (?, ?, 1, ?, ?)
        """;

    private static readonly DateOnly Night = new(1900, 1, 1);

    public async Task RunAsync(Sample sample, CancellationToken cancellationToken)
    {
        var run = new NightlyRun(Night, sample.Now);
        await using var rehearsal = await Rehearsal.BeginAsync(store, cancellationToken);
        Prepare(rehearsal.Session, sample);
        await rehearsal.Session.SaveChangesAsync(cancellationToken);
        foreach (var handler in new[] { rollover, batch })
            await handler.RunSegmentAsync(rehearsal.Session, run, 1, RejectedItems.None, cancellationToken);
        await rehearsal.RunReadOnlyAsync(session => session.SaveChangesAsync(cancellationToken), cancellationToken);
    }

    private static void Prepare(IDocumentSession session, Sample sample)
    {
        session.Store(NightlyRules.Of(Night, [sample.Saved], previous: null));
        session.Store(sample.Member);
        foreach (var phase in new[] { NightlyPhase.Batch, NightlyPhase.Rollover })
            session.QueueSqlCommand(Segments, Night, phase.ToString(), new[] { sample.Learner.Value }, new[] { sample.Activity.Value });
    }
}
