using Enrollment.Worker.Recording;
using Enrollment.Worker.Rules;
using Marten;

namespace Enrollment.Worker.WarmUp;

/// <summary>Records the sample's facts and its rule.</summary>
internal sealed class FactRehearsal(IDocumentStore store, FactTransactions facts, RuleTransactions rules)
{
    public async Task RunAsync(Sample sample, CancellationToken cancellationToken)
    {
        await using (var rehearsal = await Rehearsal.BeginAsync(store, cancellationToken))
        {
            rehearsal.Session.Store(sample.Rule);
            rehearsal.Session.Store(sample.Document);
            await rehearsal.Session.SaveChangesAsync(cancellationToken);
            await rehearsal.RunReadOnlyAsync(session => facts.RecordAsync(session, sample.Facts), cancellationToken);
        }

        await using (var rehearsal = await Rehearsal.BeginAsync(store, cancellationToken))
        {
            await rules.DecideAsync(rehearsal.Session, [new ReceivedRule(sample.Saved)]);
            await rehearsal.RunReadOnlyAsync(session => session.SaveChangesAsync(cancellationToken), cancellationToken);
        }
    }
}
