using Enrollment.Contracts;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Observability;
using MassTransit;

namespace Enrollment.Worker.Consumers;

/// <summary>Consumes one type of fact about a person, as <see cref="FactValidationFilter"/> has read it.</summary>
internal sealed class LearnerFactConsumer<TFact>(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<TFact>
    where TFact : Fact
{
    public async Task Consume(ConsumeContext<TFact> context)
    {
        var received = FactReceived.Of(context.Message) with { Message = ConsumedMessage.Of(context, typeof(TFact).Name) };
        var outcome = await recorder.RecordAsync(received, context.CancellationToken);
        metrics.FactHandled(typeof(TFact), outcome, context.Message.OccurredAt);
    }
}
