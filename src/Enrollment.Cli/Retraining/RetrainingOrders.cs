using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Enrollment.Cli.Sending;
using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Storage.Access;

namespace Enrollment.Cli.Retraining;

/// <summary>
/// The orders of one command. Their ids follow from their content and the business date, so a command that is repeated after a failure
/// sends the same orders again, and none is carried out twice.
/// </summary>
internal static class RetrainingOrders
{
    private const int IdDigits = 12;

    /// <param name="order">Everything but the audience and the ids.</param>
    /// <param name="audiences">The audience of each order.</param>
    /// <param name="today">The business date.</param>
    public static IReadOnlyList<RetrainingOrdered> Of(RetrainingOrdered order, IReadOnlyList<OrderAudience> audiences, DateOnly today) =>
        [.. audiences.Select(audience => WithId(order with { Audience = audience }, today))];

    public static OutgoingFact Outgoing(RetrainingOrdered order) => new(order, StreamKeys.Of(new OrderId(order.OrderId)));

    private static RetrainingOrdered WithId(RetrainingOrdered order, DateOnly today)
    {
        var id = $"o-{Digest(order, today)}";
        return order with { OrderId = id, MessageId = $"enrollctl:{id}" };
    }

    private static string Digest(RetrainingOrdered order, DateOnly today)
    {
        var content = JsonSerializer.Serialize(order with { OccurredAt = default }, ContractJson.Options);
        var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{today:yyyy-MM-dd} {content}"));
        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..IdDigits];
    }
}
