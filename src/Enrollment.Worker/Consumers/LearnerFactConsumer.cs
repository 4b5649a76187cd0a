using Enrollment.Contracts;
using Enrollment.Domain.Calendar;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Observability;
using MassTransit;

namespace Enrollment.Worker.Consumers;

/// <summary>Consumes one type of fact about a person, as <see cref="FactValidationFilter"/> has read it.</summary>
internal sealed class LearnerFactConsumer<TFact>(FactRecorder recorder, BusinessCalendar calendar, EnrollmentMetrics metrics)
    : IConsumer<TFact>
    where TFact : Fact
{
    public async Task Consume(ConsumeContext<TFact> context)
    {
        var received = FactReceived.Of(context.Message, calendar) with { Message = ConsumedMessage.Of(context, typeof(TFact).Name) };
        var outcome = await recorder.RecordAsync(received, context.CancellationToken);
        metrics.FactHandled(typeof(TFact), outcome, context.Message.OccurredAt);
    }
}
