using Enrollment.Processing.Batching;
using Enrollment.Processing.Conflicts;
using Enrollment.Processing.DeadLetters;
using Enrollment.Processing.Observability;
using Enrollment.Storage.Access;
using Enrollment.Storage.Orders;
using Marten;

namespace Enrollment.Processing.Orders;

/// <summary>
/// Records a batch of orders of retraining in one transaction. The first that is handled holds, whenever it occurred (semantics 12).
/// </summary>
public sealed class OrderBatchHandler(IDocumentStore store, ConflictLetters conflicts, TimeProvider timeProvider)
{
    /// <summary>Commits, and returns the result of each order in their order.</summary>
    public async Task<IReadOnlyList<RecordedFact>> RecordAsync(IReadOnlyList<ReceivedOrder> orders)
    {
        var costs = new FactCosts(orders.Count);
        await using var session = store.LightweightSession();
        var outcomes = await DecideAsync(session, orders);
        await session.SaveChangesAsync();
        return [.. outcomes.Zip(costs.Shares(), (outcome, cost) => new RecordedFact(outcome, cost))];
    }

    /// <summary>Adds the changes to the session.</summary>
    public async Task<IReadOnlyList<FactOutcome>> DecideAsync(IDocumentSession session, IReadOnlyList<ReceivedOrder> orders)
    {
        string[] ids = [.. orders.Select(received => received.Recorded.OrderId.Value).Distinct()];
        var known = (await session.LoadManyAsync<OrderDocument>(ids)).ToDictionary(order => order.Id, order => order.Recorded);
        var areNew = orders.Select(received => known.TryAdd(received.Recorded.OrderId.Value, received.Recorded)).ToArray();
        Write(session, [.. orders.Zip(areNew).Where(entry => entry.Second).Select(entry => entry.First.Recorded)]);
        var contradicted = orders.Select(received => ConflictOf(received.Recorded, known[received.Recorded.OrderId.Value])).ToArray();
        await StoreConflictsAsync(session, orders, contradicted);
        return
        [
            .. contradicted.Zip(
                areNew,
                (conflict, isNew) =>
                    conflict is not null ? FactOutcome.Conflict
                    : isNew ? FactOutcome.Applied
                    : FactOutcome.Unchanged
            ),
        ];
    }

    private static void Write(IDocumentSession session, OrderRecorded[] added)
    {
        // In a fixed order, so that two workers wait for each other and do not deadlock.
        foreach (var order in added.OrderBy(order => order.OrderId.Value, StringComparer.Ordinal))
        {
            session.Events.StartStream(StreamKeys.Of(order.OrderId), order);
            session.Insert(OrderDocument.Of(order));
        }

        PendingOrders.Add(session, added);
    }

    private static Conflict? ConflictOf(OrderRecorded order, OrderRecorded first) =>
        order.SaysTheSameAs(first) ? null : Conflict.OfOrder(order.OrderId.Value, first.Stamp.OccurredAt, order.Stamp.OccurredAt);

    private Task StoreConflictsAsync(IDocumentSession session, IReadOnlyList<ReceivedOrder> orders, Conflict?[] contradicted)
    {
        var letters =
            from entry in orders.Zip(contradicted)
            where entry is { Second: not null, First.Message: not null }
            select entry.First.Message!.ToConflict(entry.First.Recorded.Stamp.MessageId, null, entry.Second!, timeProvider.GetUtcNow());
        return conflicts.StoreAsync(session, [.. letters]);
    }
}
