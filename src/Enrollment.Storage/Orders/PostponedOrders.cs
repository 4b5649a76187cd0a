using Enrollment.Domain;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Storage.Orders;

/// <summary>
/// The table of orders of retraining for which no run has looked at a learner yet, because they were away, or could not be evaluated
/// (semantics 12). A row costs nothing until a fact or a date of the learner's calendar brings them back.
/// </summary>
public static class PostponedOrders
{
    public static OwnTable Table { get; } =
        new(OwnTables.PostponedOrder, new Column("learner_id", "text") { IsKey = true }, new Column("order_id", "text") { IsKey = true });

    private static readonly string Insert =
        $"insert into {Table.Name} ({Table.ColumnList}) select * from unnest(?, ?) on conflict do nothing";

    private static readonly string Delete =
        $"delete from {Table.Name} p using unnest(?, ?) as gone({Table.ColumnList}) "
        + "where p.learner_id = gone.learner_id and p.order_id = gone.order_id";

    /// <summary>The orders of each of these learners.</summary>
    public static async Task<ILookup<LearnerId, OrderRecorded>> GetAsync(
        IDocumentSession session,
        string[] learners,
        CancellationToken cancellationToken
    )
    {
        var rows = await Sql.QueryAsync(
            session,
            $"select learner_id, order_id from {Table.Name} where learner_id = any(@learners)",
            row => (Learner: row.GetString(0), Order: row.GetString(1)),
            cancellationToken,
            Sql.Texts("learners", learners)
        );
        var ids = rows.Select(row => row.Order).Distinct().ToArray();
        var orders = ids.Length == 0 ? [] : await session.LoadManyAsync<OrderDocument>(cancellationToken, ids);
        return rows.Join(orders, row => row.Order, order => order.Id, (row, order) => (row.Learner, order.Recorded))
            .ToLookup(row => new LearnerId(row.Learner), row => row.Recorded);
    }

    public static void Add(IDocumentSession session, IEnumerable<(LearnerId Learner, OrderId Order)> postponed) =>
        Queue(session, Insert, postponed);

    public static void Remove(IDocumentSession session, IEnumerable<(LearnerId Learner, OrderId Order)> lookedAt) =>
        Queue(session, Delete, lookedAt);

    private static void Queue(IDocumentSession session, string sql, IEnumerable<(LearnerId Learner, OrderId Order)> rows)
    {
        var sorted = rows.Select(row => (Learner: row.Learner.Value, Order: row.Order.Value)).Distinct().Order().ToArray();
        if (sorted.Length > 0)
            session.QueueSqlCommand(sql, sorted.Select(row => row.Learner).ToArray(), sorted.Select(row => row.Order).ToArray());
    }
}
