using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Intake.Mapping;
using Enrollment.Processing.Facts;
using Enrollment.Processing.Observability;
using Enrollment.Worker.Messaging;
using MassTransit;

namespace Enrollment.Worker.Consumers;

public sealed class ActivityCompletedConsumer(FactRecorder recorder, EnrollmentMetrics metrics) : IConsumer<ActivityCompleted>
{
    public async Task Consume(ConsumeContext<ActivityCompleted> context)
    {
        var fact = context.Fact();
        var completion = new PersonFact.Completion(
            new LearnerId(fact.UserId),
            new ActivityId(fact.ActivityId),
            fact.CompletedOn,
            fact.Stamp()
        )
        {
            Message = ConsumedMessage.Of(context, nameof(ActivityCompleted)),
        };
        var outcome = await recorder.Record(completion, context.CancellationToken);
        metrics.FactHandled(typeof(ActivityCompleted), outcome, fact.OccurredAt);
    }
}
