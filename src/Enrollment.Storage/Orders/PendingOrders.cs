using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Storage.Orders;

/// <summary>
/// The table of orders of retraining that no run has planned. A row is written in the order's own transaction. The plan of the batch
/// removes it, so that each order is carried out by one run.
/// </summary>
public static class PendingOrders
{
    public static OwnTable Table { get; } =
        new(OwnTables.PendingOrder, new Column("order_id", "text") { IsKey = true }, new Column("since", "timestamptz"));

    private static readonly string Insert = $"insert into {Table.Name} ({Table.ColumnList}) select * from unnest(?, ?)";
    private static readonly string Select = $"select order_id from {Table.Name} where since <= @instant";
    private static readonly string Take = $"delete from {Table.Name} where since <= @instant returning order_id";

    public static void Add(IDocumentSession session, IReadOnlyCollection<OrderRecorded> orders)
    {
        if (orders.Count > 0)
            session.QueueSqlCommand(
                Insert,
                orders.Select(order => order.OrderId.Value).ToArray(),
                orders.Select(order => order.Stamp.OccurredAt.ToUniversalTime()).ToArray()
            );
    }

    /// <summary>Those that a run of this instant carries out.</summary>
    public static Task<IReadOnlyList<OrderRecorded>> GetAsync(
        IDocumentSession session,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    ) => LoadAsync(session, Select, instant, cancellationToken);

    /// <summary>Those that a run of this instant carries out. They are pending until the session's transaction is committed.</summary>
    public static Task<IReadOnlyList<OrderRecorded>> TakeAsync(
        IDocumentSession session,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    ) => LoadAsync(session, Take, instant, cancellationToken);

    private static async Task<IReadOnlyList<OrderRecorded>> LoadAsync(
        IDocumentSession session,
        string sql,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    )
    {
        var until = new NpgsqlParameter("instant", instant.ToUniversalTime());
        var ids = await Sql.QueryAsync(session, sql, row => row.GetString(0), cancellationToken, until);
        if (ids.Count == 0)
            return [];
        var orders = await session.LoadManyAsync<OrderDocument>(cancellationToken, ids.ToArray());
        return orders.Count == ids.Count
            ? [.. orders.Select(order => order.Recorded)]
            : throw new InvalidOperationException(
                $"Orders of retraining wait for this run, but their documents are missing: "
                    + $"{string.Join(", ", ids.Except(orders.Select(order => order.Id)))}. enrollctl models rebuild writes them again."
            );
    }
}
