using Enrollment.Processing.Batching;

namespace Enrollment.Processing.Orders;

/// <summary>Records orders of retraining.</summary>
public sealed class OrderRecorder(OrderBatchHandler handler, ILogger<OrderRecorder> log) : FactBatcher<ReceivedOrder>(lanes: 1, log)
{
    protected override string KeyOf(ReceivedOrder fact) => fact.Recorded.OrderId.Value;

    protected override Task<IReadOnlyList<RecordedFact>> RecordTogetherAsync(IReadOnlyList<ReceivedOrder> facts) =>
        handler.RecordAsync(facts);
}
