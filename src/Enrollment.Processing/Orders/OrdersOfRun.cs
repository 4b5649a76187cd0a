using Enrollment.Storage.Nights;
using Enrollment.Storage.Orders;
using Marten;

namespace Enrollment.Processing.Orders;

/// <summary>
/// Which orders of retraining a run carries out: those that no run has planned, and those of a run that was given up before its batch was
/// done.
/// </summary>
internal static class OrdersOfRun
{
    /// <summary>For a preview. Nothing is changed.</summary>
    public static async Task<NightlyOrders> GetAsync(
        IDocumentSession session,
        NightlyRun run,
        DateOnly? lastBatch,
        CancellationToken cancellationToken
    ) =>
        NightlyOrders.Of(
            run.BusinessDate,
            [
                .. await GetGivenUpAsync(session, run, lastBatch, cancellationToken),
                .. await PendingOrders.GetAsync(session, run.Instant, cancellationToken),
            ]
        );

    /// <summary>Fixes them in the transaction of the plan.</summary>
    public static async Task<NightlyOrders> PlanAsync(
        IDocumentSession session,
        NightlyRun run,
        DateOnly? lastBatch,
        CancellationToken cancellationToken
    )
    {
        var givenUp = await GetGivenUpAsync(session, run, lastBatch, cancellationToken);
        var pending = await PendingOrders.TakeAsync(session, run.Instant, cancellationToken);
        var orders = NightlyOrders.Of(run.BusinessDate, [.. givenUp, .. pending]);
        var date = run.BusinessDate;
        session.DeleteWhere<NightlyOrders>(old => old.BusinessDate < date);
        if (orders.Orders.Count > 0)
            session.Insert(orders);
        return orders;
    }

    private static async Task<IEnumerable<OrderRecorded>> GetGivenUpAsync(
        IDocumentSession session,
        NightlyRun run,
        DateOnly? lastBatch,
        CancellationToken cancellationToken
    )
    {
        var (done, date) = (lastBatch ?? DateOnly.MinValue, run.BusinessDate);
        var planned = await session
            .Query<NightlyOrders>()
            .Where(orders => orders.BusinessDate > done && orders.BusinessDate < date)
            .ToListAsync(cancellationToken);
        return planned.SelectMany(orders => orders.Orders).DistinctBy(order => order.OrderId);
    }
}
