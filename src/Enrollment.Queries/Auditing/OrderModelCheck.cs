using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Orders;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>Orders of retraining: their documents, and that those which no run can have carried out are pending.</summary>
internal sealed class OrderModelCheck(ModelDocuments documents, RunsToCome toCome) : IModelCheck
{
    public string Prefix => "order/";

    public Type Kind => typeof(OrderRecorded);

    public async Task<IEnumerable<Finding>> FindAsync(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> streams,
        CancellationToken cancellationToken
    )
    {
        if (streams.Count == 0)
            return [];
        var should = streams.Select(stream => (stream.Key, Order: stream.Order())).ToArray();
        var ids = should.Select(entry => entry.Order.Id).ToArray();
        var stored = (await documents.LoadAsync<OrderDocument>(connection, "retraining_order", ids, cancellationToken)).ToDictionary(
            order => order.Id
        );
        var latest = await toCome.GetLatestInstantAsync(connection, cancellationToken);
        var pending = await GetPendingAsync(connection, cancellationToken);
        return should
            .Where(entry => stored.GetValueOrDefault(entry.Order.Id) != entry.Order)
            .Select(entry => FindingOf(entry.Key, FindingText.OtherOrder(stored.ContainsKey(entry.Order.Id))))
            .Concat(
                should
                    .Where(entry => entry.Order.Recorded.Stamp.OccurredAt > latest && !pending.Contains(entry.Order.Id))
                    .Select(entry => FindingOf(entry.Key, FindingText.OrderNotPending))
            );
    }

    private static async Task<HashSet<string>> GetPendingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. await Sql.QueryAsync(connection, $"select order_id from {OwnTables.PendingOrder}", row => row.GetString(0), cancellationToken)];

    private static Finding FindingOf(string stream, string what) => new(FindingKind.ReadModel, stream, null, what);
}
