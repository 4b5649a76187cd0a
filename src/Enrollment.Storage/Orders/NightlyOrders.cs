using System.Globalization;

namespace Enrollment.Storage.Orders;

/// <summary>The orders of retraining that one run carries out, which are fixed when it is planned (semantics 12).</summary>
public sealed record NightlyOrders(string Id, DateOnly BusinessDate, IReadOnlyList<OrderRecorded> Orders)
{
    public static string KeyOf(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>In the order in which they were given.</summary>
    public static NightlyOrders Of(DateOnly date, IEnumerable<OrderRecorded> orders) =>
        new(
            KeyOf(date),
            date,
            [.. orders.OrderBy(order => order.Stamp.OccurredAt).ThenBy(order => order.OrderId.Value, StringComparer.Ordinal)]
        );

    /// <summary>A run without orders. It has no document.</summary>
    public static NightlyOrders None(DateOnly date) => Of(date, []);
}
