using Enrollment.Contracts;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Observability;
using Enrollment.Processing.Orders;
using Enrollment.Storage.Orders;
using MassTransit;

namespace Enrollment.Worker.Consumers;

/// <summary>Records every order of retraining. The next run carries it out.</summary>
internal sealed class OrderConsumer(OrderRecorder recorder, EnrollmentMetrics metrics) : IConsumer<RetrainingOrdered>
{
    public async Task Consume(ConsumeContext<RetrainingOrdered> context)
    {
        var order = OrderRecorded.Of(context.Message.ToDomain(), context.Message.OccurredAt);
        var message = ConsumedMessage.Of(context, nameof(RetrainingOrdered));
        var outcome = await recorder.RecordAsync(new ReceivedOrder(order, message), context.CancellationToken);
        metrics.FactHandled(typeof(RetrainingOrdered), outcome, context.Message.OccurredAt);
    }
}
