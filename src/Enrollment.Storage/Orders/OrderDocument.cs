namespace Enrollment.Storage.Orders;

/// <summary>An order of retraining, as its stream says it.</summary>
public sealed record OrderDocument(string Id, OrderRecorded Recorded)
{
    /// <summary>The document of a stream.</summary>
    public static OrderDocument Of(OrderRecorded recorded) => new(recorded.OrderId.Value, recorded);
}
