using Enrollment.Processing.Batching;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Rules;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;

namespace Enrollment.Worker.WarmUp;

/// <summary>Records the sample's facts, the last of them in a lane, and its rule.</summary>
internal sealed class FactRehearsal(IDocumentStore store, FactBatchHandler facts, RuleBatchHandler rules)
{
    public async Task RunAsync(Sample sample, CancellationToken cancellationToken)
    {
        await RecordAsync(sample, session => facts.RecordAsync(session, sample.Facts), cancellationToken);
        await RecordAsync(sample, session => RecordInLaneAsync(session, sample.Facts[^1], cancellationToken), cancellationToken);
        await using var rehearsal = await Rehearsal.BeginAsync(store, cancellationToken);
        await rules.DecideAsync(rehearsal.Session, [new ReceivedRule(sample.Saved)]);
        await rehearsal.RunReadOnlyAsync(session => session.SaveChangesAsync(cancellationToken), cancellationToken);
    }

    private async Task RecordAsync(Sample sample, Func<IDocumentSession, Task> record, CancellationToken cancellationToken)
    {
        await using var rehearsal = await Rehearsal.BeginAsync(store, cancellationToken);
        rehearsal.Session.Store(sample.Rule);
        rehearsal.Session.Store(sample.Document);
        await rehearsal.Session.SaveChangesAsync(cancellationToken);
        await rehearsal.RunReadOnlyAsync(record, cancellationToken);
    }

    private async Task RecordInLaneAsync(IDocumentSession session, FactReceived fact, CancellationToken cancellationToken)
    {
        var lane = new BatchLane<FactReceived>(
            new FactBatches<FactReceived>(together => facts.RecordAsync(session, together), NullLogger.Instance)
        );
        var waiting = new WaitingFact<FactReceived>(fact, fact.Learner.Value, cancellationToken);
        lane.TryAdd(waiting);
        await lane.WaitAsync(cancellationToken);
        await lane.RecordNextAsync(tryMove: _ => false);
        await waiting.Outcome;
    }
}
